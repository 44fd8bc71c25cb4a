-- What became of the quotes and contracts of a lead or a customer, beside their sending, which is an interaction.

-- name: of_quotes -- what was bid, and what was decided; {quotes} says which
SELECT b.at, 'bid', q.number, q.id, b.n, b.amount_cents, q.currency, b.competitor, b.note, b.actor, l.name
FROM bid b JOIN quote q ON q.id = b.quote_id JOIN lead l ON l.id = q.lead_id WHERE {quotes}
UNION ALL
SELECT v.accepted_at, 'accepted', q.number, q.id, v.n, v.total_cents, q.currency, NULL, v.decision_note, NULL, l.name
FROM quote_version v JOIN quote q ON q.id = v.quote_id JOIN lead l ON l.id = q.lead_id
WHERE {quotes} AND v.accepted_at IS NOT NULL
UNION ALL
SELECT v.declined_at, 'declined', q.number, q.id, v.n, v.total_cents, q.currency, v.decline_reason,
  CASE WHEN v.accepted_at IS NULL THEN v.decision_note END, NULL, l.name
FROM quote_version v JOIN quote q ON q.id = v.quote_id JOIN lead l ON l.id = q.lead_id
WHERE {quotes} AND v.declined_at IS NOT NULL
UNION ALL
SELECT v.withdrawn_at, 'withdrawn', q.number, q.id, v.n, v.total_cents, q.currency, NULL,
  CASE WHEN v.accepted_at IS NULL THEN v.decision_note END, NULL, l.name
FROM quote_version v JOIN quote q ON q.id = v.quote_id JOIN lead l ON l.id = q.lead_id
WHERE {quotes} AND v.withdrawn_at IS NOT NULL
ORDER BY 1, 4, 5, 2, 6

-- name: of_contracts -- what was signed, and what ended before its time; {contracts} says which
SELECT v.signed_at, 'signed', k.number, k.id, v.n, v.amount_cents, k.currency, v.why, NULL, NULL, l.name
FROM contract_version v JOIN contract k ON k.id = v.contract_id LEFT JOIN lead l ON l.id = k.lead_id
WHERE {contracts} AND v.signed_at IS NOT NULL
UNION ALL
SELECT k.terminated_at, 'terminated', k.number, k.id, 1, NULL, k.currency, NULL, NULL, NULL, l.name
FROM contract k LEFT JOIN lead l ON l.id = k.lead_id WHERE {contracts} AND k.terminated_at IS NOT NULL
ORDER BY 1, 4, 5, 2, 6
