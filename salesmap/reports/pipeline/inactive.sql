-- Inactive leads.

-- name: in_scope -- of some leads, those in scope, with their value
SELECT {groups} l.id, coalesce(l.value_cents, 0) FROM lead l {joins}
WHERE l.id IN (SELECT CAST(value AS INTEGER) FROM json_each(:ids)) {condition} ORDER BY l.id
