-- What is to come, and how late what came was.

-- name: open -- parts of which something is to come; a part that waits for a milestone has its planned day
SELECT {groups} l.value_cents, coalesce(l.due_on, l.planned_on), l.customer_id, l.part_id, l.contract_id
FROM {source} {joins} WHERE 1 = 1 {condition} ORDER BY l.part_id

-- name: paid -- parts that were paid in full: the customer, the day due, the day on which the last of it came
SELECT coalesce(k.customer_id, o.customer_id), p.due_on, max(y.paid_on)
FROM plan_part p JOIN contract k ON k.id = p.contract_id LEFT JOIN lead o ON o.id = k.lead_id
JOIN allocation a ON a.plan_part_id = p.id AND a.amount_cents > 0 JOIN payment y ON y.id = a.payment_id
WHERE p.received_cents >= p.amount_cents AND p.due_on IS NOT NULL AND k.signed_on IS NOT NULL AND k.voided_on IS NULL
GROUP BY p.id, k.customer_id, o.customer_id, p.due_on

-- name: entries -- open parts as a calendar shows them
SELECT p.id, p.version, p.position, k.id, k.number, l.name, c.name, p.amount_cents - p.received_cents, k.currency, k.owner,
  (SELECT count(*) FROM change_row r WHERE r.table_name = 'plan_part' AND r.row_id = p.id)
FROM plan_part p JOIN contract k ON k.id = p.contract_id LEFT JOIN lead l ON l.id = k.lead_id
LEFT JOIN customer c ON c.id = coalesce(k.customer_id, l.customer_id)
WHERE {is_expected} ORDER BY p.id
