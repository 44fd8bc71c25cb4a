-- Totals that problems are weighed by.

-- name: totals -- leads and their value
SELECT count(*), coalesce(sum(value_cents), 0) FROM lead WHERE status <> 'dropped'
