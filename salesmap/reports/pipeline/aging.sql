-- Open leads by the day of their creation.

-- name: created_days
SELECT {groups} l.created_on, count(*), coalesce(sum(l.value_cents), 0) FROM lead l {joins} WHERE l.status = 'open' AND l.created_unknown IS NULL {condition}
GROUP BY {positions}

-- name: leads
SELECT {groups} l.created_on, l.id FROM lead l {joins} WHERE l.status = 'open' AND l.created_unknown IS NULL {condition} ORDER BY l.id
