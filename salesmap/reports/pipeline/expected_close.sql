-- Expected close dates and values ({column}): from the journal, from imported histories, and now.

-- name: edits -- changes of leads since :from_instant, or of leads with a history: what {column} was before each, and whether a file made it
SELECT r.row_id, k.at, json_extract(r.before, '$.{column}'), k.what = :imported FROM change_row r JOIN change k ON k.id = r.change_id
WHERE r.table_name = 'lead' AND r.before IS NOT NULL AND (k.at >= :from_instant OR r.row_id IN (SELECT lead_id FROM expectation))
ORDER BY r.row_id, k.id

-- name: histories -- from files, in the order of time
SELECT lead_id, at, {column} FROM expectation WHERE {column} IS NOT NULL AND at < :to_instant ORDER BY lead_id, at

-- name: current -- when some leads were recorded, and what is expected now
SELECT l.id, l.recorded_at, l.{column} FROM json_each(:ids) w JOIN lead l ON l.id = CAST(w.value AS INTEGER)
