-- Numbers of papers that an undo took back.

-- name: papers -- what the undo found of papers
SELECT table_name, row_id, before FROM change_row WHERE change_id = :change AND table_name IN ('quote', 'contract') AND before IS NOT NULL
ORDER BY table_name, row_id

-- name: quote
SELECT (SELECT number FROM quote WHERE id = :id), (SELECT max(serial) FROM quote WHERE series = :series)

-- name: contract
SELECT (SELECT number FROM contract WHERE id = :id), (SELECT max(serial) FROM contract WHERE series = :series)
