-- The changes of the journal, oldest first, with the records that each touched.

-- name: changes -- after one, up to another
SELECT id, substr(at, 1, 19) || 'Z', actor, command, what, subject, undoes, rows FROM change
WHERE rows IS NOT NULL AND id > :since AND (CAST(:until AS INTEGER) IS NULL OR id <= :until) ORDER BY id

-- name: ids -- after one
SELECT id, at FROM change WHERE rows IS NOT NULL AND id > :since ORDER BY id

-- name: newest
SELECT id, at FROM change WHERE rows IS NOT NULL ORDER BY id DESC LIMIT 1

-- name: instant
SELECT at FROM change WHERE id = :id

-- name: uid
SELECT uid FROM identity

-- name: tables -- whose records a change touched
SELECT DISTINCT table_name FROM change_row WHERE change_id = :id ORDER BY table_name

-- name: touched -- each record before the change; the change that touched it next, and its state until then
SELECT r.row_id, r.before, n.change_id, n.before FROM change_row r
LEFT JOIN change_row n ON n.table_name = r.table_name AND n.row_id = r.row_id AND n.change_id = (
  SELECT min(m.change_id) FROM change_row m
  WHERE m.table_name = r.table_name AND m.row_id = r.row_id AND m.change_id > r.change_id)
WHERE r.change_id = :id AND r.table_name = :table AND r.row_id > :after
ORDER BY r.row_id LIMIT :limit
