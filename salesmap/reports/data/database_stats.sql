-- What is in the file.

-- name: counts
SELECT (SELECT count(*) FROM lead), (SELECT count(*) FROM lead WHERE status = 'open'), (SELECT count(*) FROM customer),
  (SELECT count(*) FROM contact), (SELECT count(*) FROM followup), (SELECT count(*) FROM interaction),
  (SELECT count(*) FROM expectation), (SELECT count(*) FROM change)
