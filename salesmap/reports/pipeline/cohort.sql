-- Leads by the month they were created and the month they were won.

-- name: months
SELECT {groups} substr(l.created_on, 1, 7), CASE WHEN l.status = 'won' THEN substr(l.closed_on, 1, 7) END, count(*)
FROM lead l {joins} WHERE l.status <> 'dropped' AND l.created_unknown IS NULL {condition} GROUP BY {positions} ORDER BY {order}

-- name: leads
SELECT {groups} substr(l.created_on, 1, 7), CASE WHEN l.status = 'won' THEN substr(l.closed_on, 1, 7) END, l.id
FROM lead l {joins} WHERE l.status <> 'dropped' AND l.created_unknown IS NULL {condition} ORDER BY l.id
