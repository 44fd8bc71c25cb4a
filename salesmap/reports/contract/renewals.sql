-- Renewals: contracts that ended, and those of them that another one continues.

-- name: renewals
SELECT {groups} count(*), count(CASE WHEN l.is_renewed THEN 1 END), coalesce(sum(l.value_cents), 0),
  coalesce(sum(CASE WHEN l.is_renewed THEN l.value_cents END), 0)
FROM {source} {joins} WHERE 1 = 1 {condition} {grouping}
