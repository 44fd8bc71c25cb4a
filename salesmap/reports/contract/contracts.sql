-- Contracts: each stands as its newest signed version, else its draft.

-- name: contracts -- one row a contract; conditions, order and limit go around it; needs :today
SELECT k.id, k.number, v.n AS version, {state} AS state, k.lead_id, l.name AS lead, c.name AS customer,
  (SELECT coalesce(q.number, 'draft ' || q.id) FROM quote q JOIN quote_version w ON w.quote_id = q.id
    WHERE w.id = k.quote_version_id) AS quote,
  v.amount_cents AS amount, k.currency, k.signed_on, k.starts, k.ends,
  (SELECT coalesce(sum(y.amount_cents), 0) FROM payment y WHERE y.contract_id = k.id) AS received,
  (SELECT coalesce(sum(i.amount_cents), 0) FROM invoice i WHERE i.contract_id = k.id) AS invoiced,
  (SELECT coalesce(sum(p.amount_cents), 0) FROM plan_part p
    WHERE p.contract_id = k.id AND p.due_on <= :today AND {is_claimed}) AS due,
  CASE WHEN EXISTS (SELECT 1 FROM plan_part p WHERE p.contract_id = k.id)
    THEN (SELECT coalesce(sum(p.amount_cents - p.received_cents), 0) FROM plan_part p
      WHERE p.contract_id = k.id AND ({is_expected} OR k.signed_on IS NULL AND k.voided_on IS NULL))
    WHEN k.voided_on IS NOT NULL OR k.terminated_on IS NOT NULL OR k.closed_on IS NOT NULL THEN 0
    ELSE CASE WHEN v.amount_cents > (SELECT coalesce(sum(y.amount_cents), 0) FROM payment y WHERE y.contract_id = k.id)
      THEN v.amount_cents - (SELECT coalesce(sum(y.amount_cents), 0) FROM payment y WHERE y.contract_id = k.id) ELSE 0 END
    END AS open,
  (SELECT coalesce(sum(p.amount_cents - p.received_cents), 0) FROM plan_part p
    WHERE p.contract_id = k.id AND p.due_on < :today AND {is_expected}) AS overdue,
  (SELECT min(p.due_on) FROM plan_part p
    WHERE p.contract_id = k.id AND p.due_on < :today AND {is_expected}) AS overdue_since,
  k.owner, k.external_id,
  (SELECT coalesce(sum(y.amount_cents), 0) FROM payment y WHERE y.contract_id = k.id)
    - (SELECT coalesce(sum(p.received_cents), 0) FROM plan_part p WHERE p.contract_id = k.id) AS credit,
  (SELECT o.number FROM contract o WHERE o.id = k.renews_id) AS renews,
  (SELECT min(n.number) FROM contract n WHERE n.renews_id = k.id AND n.signed_on IS NOT NULL AND n.voided_on IS NULL) AS renewed_by,
  k.notice_days, k.note,
  (SELECT d.n FROM contract_version d WHERE d.contract_id = k.id AND d.signed_at IS NULL AND v.signed_at IS NOT NULL)
    AS draft_version,
  k.version AS row_version, v.id AS version_id
FROM contract k
JOIN contract_version v ON v.id = {in_force}
LEFT JOIN lead l ON l.id = k.lead_id
LEFT JOIN customer c ON c.id = coalesce(k.customer_id, l.customer_id)

-- name: total -- of all contracts: none of them is without a version
SELECT count(*) FROM contract

-- name: plan -- the parts of one plan, in their order
SELECT p.position, p.what, p.due_on, p.amount_cents, p.received_cents,
  CASE WHEN {is_expected} OR k.signed_on IS NULL AND k.voided_on IS NULL
    THEN p.amount_cents - p.received_cents ELSE 0 END,
  p.typed, p.anchor, p.id
FROM plan_part p JOIN contract k ON k.id = p.contract_id WHERE p.contract_id = :id ORDER BY p.position, p.id

-- name: milestones
SELECT position, what, due_on, done_on, accepted_on, id FROM milestone WHERE contract_id = :id ORDER BY position, id

-- name: payments -- of one contract, with what each settles
SELECT y.id, y.paid_on, y.amount_cents, y.method, y.reference,
  (SELECT coalesce(sum(a.amount_cents), 0) FROM allocation a WHERE a.payment_id = y.id),
  y.note, y.actor, y.external_id
FROM payment y WHERE y.contract_id = :id ORDER BY y.paid_on, y.id

-- name: invoices
SELECT id, issued_on, number, kind, amount_cents, tax_ppm, note FROM invoice WHERE contract_id = :id ORDER BY issued_on, id

-- name: lines -- of one version
SELECT position, code, name, unit, qty_micros, price_cents, net_cents, tax_cents, tax_ppm
FROM contract_line WHERE contract_version_id = :version ORDER BY position, id

-- name: versions -- of one contract, in their order
SELECT v.n, {version_state}, v.amount_cents, v.net_cents, v.tax_cents, v.starts, v.ends, v.plan_text, v.why, v.signed_on
FROM contract_version v JOIN contract k ON k.id = v.contract_id WHERE v.contract_id = :id ORDER BY v.n, v.id

-- name: approvals -- of one contract, the oldest first
SELECT v.n, a.rule, a.role, a.asked_by, a.asked_at, a.why, a.decision, a.decided_by, a.decided_at, a.note, a.voided_at
FROM approval a JOIN contract_version v ON v.id = a.contract_version_id WHERE v.contract_id = :id ORDER BY a.id

-- name: files -- attached to one contract
SELECT id, name, size, actor, recorded_at FROM attachment WHERE contract_id = :id ORDER BY id
