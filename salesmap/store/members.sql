-- The members of the team.

-- name: any
SELECT EXISTS (SELECT 1 FROM member)

-- name: people
SELECT id, name, name_key, role, team, manager_id, capacity, weight, left_on FROM member ORDER BY id

-- name: person
SELECT id, name, name_key, role, team, manager_id, capacity, weight, left_on FROM member WHERE name_key = :key

-- name: absent -- those whose deputy a person is on :day
SELECT m.name FROM absence a JOIN member d ON d.id = a.deputy_id JOIN member m ON m.id = a.member_id
WHERE d.name_key = :key AND a.since <= :day AND a.until >= :day GROUP BY m.id, m.name ORDER BY m.id

-- name: deputies -- of those who are away on :day
SELECT m.name_key, d.name FROM absence a JOIN member d ON d.id = a.deputy_id JOIN member m ON m.id = a.member_id
WHERE a.since <= :day AND a.until >= :day AND d.left_on IS NULL GROUP BY m.name_key, d.id, d.name ORDER BY m.name_key, d.id

-- name: away
SELECT DISTINCT member_id FROM absence WHERE since <= :day AND until >= :day ORDER BY member_id

-- name: teams
SELECT min(team) FROM member WHERE team IS NOT NULL GROUP BY team_key ORDER BY team_key

-- name: of_team
SELECT name FROM member WHERE team_key = :key OR (CAST(:key AS TEXT) IS NULL AND team_key IS NULL) ORDER BY id

-- name: habits -- the language and the time zone of a member
SELECT language, timezone FROM member WHERE name_key = :key

-- name: open -- how many open leads an owner has
SELECT lower(owner), count(*) FROM lead WHERE status = 'open' AND owner IS NOT NULL GROUP BY lower(owner) ORDER BY lower(owner)

-- name: given -- how many leads a rule of assignment gave somebody, and its last change of owner to them
SELECT rule, owner_after, count(*), max(id) FROM owner_change WHERE kind = 'assigned' AND owner_after IS NOT NULL
GROUP BY rule, owner_after ORDER BY rule, owner_after

-- name: moment
SELECT coalesce(max(id), 0) FROM owner_change
