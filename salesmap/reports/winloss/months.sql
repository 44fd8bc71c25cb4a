-- New, won and lost leads by month.

-- name: created
SELECT {groups} substr(l.created_on, 1, 7) AS month, count(*) FROM lead l {joins}
WHERE l.status <> 'dropped' AND l.created_unknown IS NULL {condition} GROUP BY {positions}

-- name: created_leads
SELECT {groups} substr(l.created_on, 1, 7), l.id FROM lead l {joins}
WHERE l.status <> 'dropped' AND l.created_unknown IS NULL {condition} ORDER BY l.id

-- name: closed
SELECT {groups} substr(l.closed_on, 1, 7) AS month, count(CASE WHEN l.status = 'won' THEN 1 END), count(CASE WHEN l.status = 'lost' THEN 1 END),
  coalesce(sum(CASE WHEN l.status = 'won' THEN l.value_cents END), 0)
FROM lead l {joins} WHERE l.status IN ('won', 'lost') AND l.closed_on IS NOT NULL {condition} GROUP BY {positions}

-- name: closed_leads
SELECT {groups} substr(l.closed_on, 1, 7), l.status, l.id FROM lead l {joins}
WHERE l.status IN ('won', 'lost') AND l.closed_on IS NOT NULL {condition} ORDER BY l.id
