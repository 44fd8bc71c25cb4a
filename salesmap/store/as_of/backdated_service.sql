-- Tickets and ratings imported after :then whose own dates are not later.

-- name: tickets -- imported since, opened by then
CREATE TEMP TABLE past_tickets AS
SELECT t.id FROM past_created b JOIN main.ticket t ON t.id = b.row_id
WHERE b.table_name = 'ticket' AND t.opened_at <= :then AND (t.import_key IS NOT NULL OR t.external_id IS NOT NULL)

-- name: ratings -- imported since, given by then
CREATE TEMP TABLE past_ratings AS
SELECT g.id FROM past_created b JOIN main.rating g ON g.id = b.row_id
WHERE b.table_name = 'rating' AND g.import_key IS NOT NULL AND g.at <= :then

-- name: any
SELECT 1 FROM past_tickets UNION ALL SELECT 1 FROM past_ratings LIMIT 1

-- name: add_tickets
INSERT INTO temp.ticket ({ticket}) SELECT {ticket} FROM main.ticket WHERE id IN (SELECT id FROM past_tickets)

-- name: add_events
INSERT INTO temp.ticket_event ({ticket_event}) SELECT {ticket_event} FROM main.ticket_event
WHERE at <= :then AND ticket_id IN (SELECT id FROM past_tickets)

-- name: unanswer -- what was answered later
UPDATE temp.ticket SET responded_at = NULL, response_secs = NULL
WHERE id IN (SELECT id FROM past_tickets) AND responded_at > :then

-- name: reopen -- what was solved or closed later
UPDATE temp.ticket SET
  resolved_at = CASE WHEN resolved_at <= :then THEN resolved_at END,
  resolved_on = CASE WHEN resolved_at <= :then THEN resolved_on END,
  solution_secs = CASE WHEN resolved_at <= :then THEN solution_secs END,
  closed_at = CASE WHEN closed_at <= :then THEN closed_at END
WHERE id IN (SELECT id FROM past_tickets) AND (resolved_at > :then OR closed_at > :then)

-- name: stop_waiting -- what began to wait later
UPDATE temp.ticket SET waiting_since = NULL
WHERE id IN (SELECT id FROM past_tickets) AND waiting_since > :then

-- name: add_ratings
INSERT INTO temp.rating ({rating}) SELECT {rating} FROM main.rating WHERE id IN (SELECT id FROM past_ratings)

-- name: add_customers
INSERT INTO temp.customer ({customer}) SELECT {customer} FROM main.customer
WHERE id NOT IN (SELECT id FROM temp.customer)
  AND (id IN (SELECT customer_id FROM temp.ticket WHERE id IN (SELECT id FROM past_tickets))
    OR id IN (SELECT customer_id FROM temp.rating WHERE id IN (SELECT id FROM past_ratings)))
