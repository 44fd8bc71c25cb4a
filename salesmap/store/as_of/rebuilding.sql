-- The state of the tables at an instant, :then, from the earlier states that the journal kept.

-- name: later -- records touched since, each with the first change that did
CREATE TEMP TABLE past_later AS
SELECT r.table_name, r.row_id, min(r.change_id) AS change_id
FROM main.change_row r JOIN main.change c ON c.id = r.change_id
WHERE c.at > :then
GROUP BY r.table_name, r.row_id

-- name: later_index
CREATE INDEX temp.past_later_row ON past_later (table_name, row_id)

-- name: created -- those of them that did not exist then
CREATE TEMP TABLE past_created AS
SELECT l.table_name, l.row_id
FROM past_later l JOIN main.change_row r USING (change_id, table_name, row_id)
WHERE r.before IS NULL AND NOT EXISTS (
  SELECT 1 FROM main.change_row e
  WHERE e.table_name = l.table_name AND e.row_id = l.row_id AND e.change_id < l.change_id)

-- name: created_index
CREATE INDEX temp.past_created_row ON past_created (table_name, row_id)

-- name: touched -- tables touched since: of how many records, and how many of these existed then
SELECT l.table_name, count(*), count(*) - (
  SELECT count(*) FROM past_created b WHERE b.table_name = l.table_name)
FROM past_later l
GROUP BY l.table_name

-- name: states -- the states then of the records of {table} touched since
SELECT {states}
FROM past_later l JOIN main.change_row r USING (change_id, table_name, row_id)
WHERE l.table_name = '{table}' AND r.before IS NOT NULL

-- name: untouched -- the records of {table} that nobody touched since
SELECT {columns} FROM main.{table} m
WHERE NOT EXISTS (
  SELECT 1 FROM past_later l WHERE l.table_name = '{table}' AND l.row_id = m.id)

-- name: not_created_since -- all of {table}, where what was touched since was also created since
SELECT {columns} FROM main.{table} m
WHERE NOT EXISTS (
  SELECT 1 FROM past_created b WHERE b.table_name = '{table}' AND b.row_id = m.id)

-- name: delete_touched -- from a copy
DELETE FROM {table} WHERE id IN (SELECT row_id FROM past_later WHERE table_name = '{table}')
