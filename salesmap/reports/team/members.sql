-- Members of the team with what is open and theirs.

-- name: members -- :today decides who is away
SELECT m.id, m.name, m.role, m.team, b.name AS manager, m.email, m.region, m.timezone, m.language, m.capacity, m.weight,
  (SELECT count(*) FROM lead l WHERE lower(l.owner) = lower(m.name) AND l.status = 'open') AS leads_open,
  a.since AS away_from, a.until AS away_until, d.name AS deputy,
  CASE WHEN m.left_on IS NOT NULL THEN 'former' WHEN a.since <= :today THEN 'away' ELSE 'active' END AS status,
  m.left_on, m.version
FROM member m LEFT JOIN member b ON b.id = m.manager_id
LEFT JOIN absence a ON a.id = (SELECT n.id FROM absence n WHERE n.member_id = m.id AND n.until >= :today ORDER BY n.since, n.id LIMIT 1)
LEFT JOIN member d ON d.id = a.deputy_id

-- name: absences -- of a member, the newest first
SELECT a.since, a.until, d.name FROM absence a LEFT JOIN member d ON d.id = a.deputy_id
WHERE a.member_id = :id ORDER BY a.since DESC, a.id DESC

-- name: owners -- of the leads in scope
SELECT DISTINCT coalesce(l.caretaker, l.owner) FROM lead l WHERE 1 = 1 {in_scope}

-- name: known
SELECT name FROM member ORDER BY id
