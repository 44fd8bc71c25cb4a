-- Leads created in the time, by what became of them.

-- name: overview
SELECT {groups} count(*), count(CASE WHEN l.status = 'open' THEN 1 END), count(CASE WHEN l.status = 'won' THEN 1 END),
  count(CASE WHEN l.status = 'lost' THEN 1 END), coalesce(sum(CASE WHEN l.status = 'open' THEN l.value_cents END), 0),
  coalesce(sum(CASE WHEN l.status = 'won' THEN l.value_cents END), 0)
FROM lead l {joins} WHERE l.status <> 'dropped' {condition} {grouping}
