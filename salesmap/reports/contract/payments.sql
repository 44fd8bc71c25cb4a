-- Payments that came, refunds, and the parts of plans that are to come.

-- name: payments -- one row a payment; conditions go around it
SELECT y.id, y.paid_on, k.number AS contract, k.id AS contract_id, k.lead_id, l.name AS lead, c.name AS customer,
  y.amount_cents AS amount, k.currency, y.method, y.reference,
  (SELECT coalesce(sum(a.amount_cents), 0) FROM allocation a WHERE a.payment_id = y.id) AS allocated,
  y.note, k.owner, y.external_id
FROM payment y JOIN contract k ON k.id = y.contract_id
LEFT JOIN lead l ON l.id = k.lead_id LEFT JOIN customer c ON c.id = coalesce(k.customer_id, l.customer_id)

-- name: parts -- one row a part of a plan that counts; conditions go around it
SELECT p.id, p.position AS part, p.what, k.number AS contract, k.id AS contract_id, k.lead_id, l.name AS lead, c.name AS customer,
  p.due_on, p.amount_cents AS amount, p.received_cents AS received,
  CASE WHEN {is_expected} THEN p.amount_cents - p.received_cents ELSE 0 END AS open,
  CASE WHEN p.received_cents >= p.amount_cents THEN 'paid'
    WHEN p.due_on < :today AND {is_expected} THEN 'overdue'
    WHEN p.received_cents > 0 THEN 'part_paid' ELSE 'not_due' END AS state,
  k.currency, k.owner, p.typed
FROM plan_part p JOIN contract k ON k.id = p.contract_id
LEFT JOIN lead l ON l.id = k.lead_id LEFT JOIN customer c ON c.id = coalesce(k.customer_id, l.customer_id)
WHERE {is_claimed}

-- name: invoices -- one row an invoice; conditions go around it
SELECT i.id, i.issued_on, i.number, i.kind, k.number AS contract, k.id AS contract_id, k.lead_id, l.name AS lead, c.name AS customer,
  i.amount_cents AS amount, k.currency, i.tax_ppm, i.note, k.owner
FROM invoice i JOIN contract k ON k.id = i.contract_id
LEFT JOIN lead l ON l.id = k.lead_id LEFT JOIN customer c ON c.id = coalesce(k.customer_id, l.customer_id)
