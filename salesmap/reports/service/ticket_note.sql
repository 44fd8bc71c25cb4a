-- What a ticket teaches.

-- name: texts -- of one ticket, its own first
SELECT 'opened', t.text, 0, t.opened_at, 0 FROM ticket t WHERE t.id = :id
UNION ALL SELECT e.kind, e.text, 1, e.at, e.id FROM ticket_event e
WHERE e.ticket_id = :id AND e.text IS NOT NULL AND e.kind <> 'changed' AND e.is_human = 1
ORDER BY 3, 4, 5
