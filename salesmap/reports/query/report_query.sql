-- What is the same for the leads of every report.

-- name: currencies -- the currencies of their amounts, unordered: sorting here takes twice the time
SELECT DISTINCT l.currency FROM lead l WHERE l.value_cents IS NOT NULL {condition}
