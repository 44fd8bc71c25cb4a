-- The contracts behind a figure.

-- name: behind -- each once, by the keys of its row
SELECT DISTINCT {groups} l.contract_id FROM {source} {joins} WHERE {test} {condition} ORDER BY {order}
