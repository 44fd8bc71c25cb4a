-- The table of clocks, kept up with the journal.

-- name: kept -- the last change seen, and the newest one
SELECT clocks_change_id, (SELECT max(id) FROM change) FROM identity WHERE id = 1

-- name: set_kept
UPDATE identity SET clocks_change_id = :newest WHERE id = 1

-- name: touched -- customers on which a change after :kept may bear; where a record hung before counts as well
-- The journal is looked up by its changes alone: by tables, it would be read as a whole.
WITH r AS MATERIALIZED (SELECT table_name, row_id, before FROM change_row WHERE change_id > :kept)
SELECT DISTINCT t.customer_id FROM (
  SELECT r.row_id AS customer_id FROM r WHERE r.table_name = 'customer'
  UNION ALL SELECT l.customer_id FROM r JOIN lead l ON l.id = r.row_id
  WHERE r.table_name = 'lead'
  UNION ALL SELECT v.customer_id FROM r JOIN care_visit v ON v.id = r.row_id
  WHERE r.table_name = 'care_visit'
  UNION ALL SELECT k.customer_id FROM r JOIN ticket k ON k.id = r.row_id
  WHERE r.table_name = 'ticket'
  UNION ALL SELECT CAST(json_extract(r.before, '$.customer_id') AS INTEGER) FROM r
  WHERE r.table_name IN ('lead', 'care_visit', 'ticket') AND r.before IS NOT NULL
  UNION ALL SELECT l.customer_id FROM r JOIN interaction i ON i.id = r.row_id JOIN lead l ON l.id = i.lead_id
  WHERE r.table_name = 'interaction'
  UNION ALL SELECT l.customer_id FROM r JOIN lead l ON l.id = CAST(json_extract(r.before, '$.lead_id') AS INTEGER)
  WHERE r.table_name = 'interaction' AND r.before IS NOT NULL
  UNION ALL SELECT k.customer_id FROM r JOIN ticket_event e ON e.id = r.row_id JOIN ticket k ON k.id = e.ticket_id
  WHERE r.table_name = 'ticket_event'
  UNION ALL SELECT k.customer_id FROM r JOIN ticket k ON k.id = CAST(json_extract(r.before, '$.ticket_id') AS INTEGER)
  WHERE r.table_name = 'ticket_event' AND r.before IS NOT NULL
) t WHERE t.customer_id IS NOT NULL ORDER BY t.customer_id

-- name: clear
DELETE FROM customer_clock

-- name: clear_some
DELETE FROM customer_clock WHERE customer_id IN (SELECT CAST(value AS INTEGER) FROM json_each(:ids))
