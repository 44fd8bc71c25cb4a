-- Tickets to answer or to solve before :end; {in_scope} narrows `lead l`, the customer's sale, and owners.

-- name: response -- that no person has answered
SELECT t.id, NULL, NULL, c.name, t.text, t.response_due, substr(t.response_due, 1, 10), t.owner, NULL, NULL, NULL, p.phone, t.id, t.number, NULL
FROM ticket t {lead}
WHERE t.response_due < :end AND t.responded_at IS NULL AND t.is_ours = 0 AND {is_unsolved} {in_scope}
ORDER BY t.response_due, t.id

-- name: again -- whose customer wrote after we last answered, solved or asked; with the priority, and when the first such note came
SELECT t.id, NULL, NULL, c.name, t.text, t.priority, substr(t.noted_at, 1, 10), t.owner, NULL, NULL, NULL, p.phone, t.id, t.number, NULL, t.noted_at
FROM (
  SELECT t.id, t.customer_id, t.contact_id, t.contract_id, t.text, t.priority, t.owner, t.number, (
    SELECT min(e.at) FROM ticket_event e WHERE e.ticket_id = t.id AND e.kind = 'customer' AND NOT EXISTS (
      SELECT 1 FROM ticket_event r WHERE r.ticket_id = t.id AND r.is_human = 1 AND r.kind IN ('replied', 'resolved', 'closed', 'waiting')
      AND (substr(r.at, 1, 16) > substr(e.at, 1, 16) OR (substr(r.at, 1, 16) = substr(e.at, 1, 16) AND r.id > e.id)))) AS noted_at
  FROM ticket t WHERE {is_unsolved} AND t.waiting_since IS NULL AND (t.responded_at IS NOT NULL
    OR EXISTS (SELECT 1 FROM ticket_event s WHERE s.ticket_id = t.id AND s.kind IN ('resolved', 'closed')))
) t {lead}
WHERE t.noted_at IS NOT NULL {in_scope}
ORDER BY t.noted_at, t.id

-- name: solution -- that are not solved; those that wait for the customer cannot be
SELECT t.id, NULL, NULL, c.name, t.text, t.solution_due, substr(t.solution_due, 1, 10), t.owner, NULL, NULL, NULL, p.phone, t.id, t.number, NULL
FROM ticket t {lead}
WHERE t.solution_due < :end AND {is_unsolved} AND t.waiting_since IS NULL {in_scope}
ORDER BY t.solution_due, t.id

-- name: lead -- of a ticket: that of its contract, else the customer's newest sale
JOIN customer c ON c.id = t.customer_id LEFT JOIN contact p ON p.id = t.contact_id LEFT JOIN contract k ON k.id = t.contract_id
LEFT JOIN lead l ON l.id = coalesce(k.lead_id, (SELECT max(o.id) FROM lead o WHERE o.customer_id = t.customer_id AND o.status = 'won'))
