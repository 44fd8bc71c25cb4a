-- What happened on tickets; their changes by ourselves are left to the ticket.

-- name: of_customer
SELECT t.opened_at AS at, 'opened', t.number, t.text, NULL, t.id, 0 FROM ticket t WHERE t.customer_id = :id
UNION ALL
SELECT e.at, e.kind, t.number, e.text, e.actor, t.id, e.id FROM ticket_event e JOIN ticket t ON t.id = e.ticket_id
WHERE t.customer_id = :id AND e.kind <> 'changed'
ORDER BY 1, 6, 7
