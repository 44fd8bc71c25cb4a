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

-- name: away
SELECT DISTINCT member_id FROM absence WHERE since <= :day AND until >= :day ORDER BY member_id

-- name: teams
SELECT min(team) FROM member WHERE team IS NOT NULL GROUP BY team_key ORDER BY team_key

-- name: of_team
SELECT name FROM member WHERE team_key = :key OR (CAST(:key AS TEXT) IS NULL AND team_key IS NULL) ORDER BY id
