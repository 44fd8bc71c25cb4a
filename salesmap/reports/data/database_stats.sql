-- What is in the database.

-- name: pipelines -- that have stages
SELECT key FROM process WHERE id IN (SELECT process_id FROM stage) ORDER BY id

-- name: counts
SELECT (SELECT count(*) FROM lead), (SELECT count(*) FROM lead WHERE status = 'open'), (SELECT count(*) FROM customer),
  (SELECT count(*) FROM contact), (SELECT count(*) FROM followup), (SELECT count(*) FROM interaction),
  (SELECT count(*) FROM expectation), (SELECT count(*) FROM change), (SELECT count(*) FROM member WHERE left_on IS NULL)
