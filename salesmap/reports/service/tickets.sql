-- Tickets with what is derived of them.

-- name: tickets -- one row a ticket; conditions, order and limit go around it; needs :now
SELECT t.id, t.number, {ticket_state} AS state, c.name AS customer, p.name AS contact, coalesce(k.number, CAST(t.contract_id AS TEXT)) AS contract,
  t.kind, t.priority, t.text, t.owner, t.opened_at, t.responded_at, t.resolved_at, t.response_due, t.solution_due,
  t.response_secs, t.solution_secs,
  CASE WHEN {is_response_breached} = 1 OR {is_solution_breached} = 1 THEN 1 ELSE 0 END AS breached,
  t.channel, t.is_ours AS ours, t.waiting_since, t.closed_at, t.lead_id, t.external_id, t.customer_id, t.version, t.opened_on
FROM ticket t JOIN customer c ON c.id = t.customer_id
LEFT JOIN contact p ON p.id = t.contact_id LEFT JOIN contract k ON k.id = t.contract_id

-- name: total
SELECT count(*) FROM ticket

-- name: events -- of one ticket, its opening first
SELECT 0 AS id, t.opened_at AS at, 'opened' AS kind, t.text, 1, NULL FROM ticket t WHERE t.id = :id
UNION ALL SELECT e.id, e.at, e.kind, e.text, e.is_human, e.actor FROM ticket_event e WHERE e.ticket_id = :id
ORDER BY 2, 1
