-- Contracts and payments imported after :then whose own dates are on :day or before.

-- name: contracts -- imported since, signed by then
CREATE TEMP TABLE past_contracts AS
SELECT k.id FROM past_created b JOIN main.contract k ON k.id = b.row_id
WHERE b.table_name = 'contract' AND k.import_key IS NOT NULL AND k.signed_on <= :day

-- name: payments -- imported since, paid by then
CREATE TEMP TABLE past_payments AS
SELECT y.id, y.contract_id FROM past_created b JOIN main.payment y ON y.id = b.row_id
WHERE b.table_name = 'payment' AND y.import_key IS NOT NULL AND y.paid_on <= :day

-- name: any
SELECT 1 FROM past_contracts UNION ALL SELECT 1 FROM past_payments LIMIT 1

-- name: add_contracts
INSERT INTO temp.contract ({contract}) SELECT {contract} FROM main.contract WHERE id IN (SELECT id FROM past_contracts)

-- name: add_versions -- those signed by then
INSERT INTO temp.contract_version ({contract_version}) SELECT {contract_version} FROM main.contract_version
WHERE contract_id IN (SELECT id FROM past_contracts) AND signed_on <= :day

-- name: add_parts
INSERT INTO temp.plan_part ({plan_part}) SELECT {plan_part} FROM main.plan_part
WHERE contract_id IN (SELECT id FROM past_contracts)

-- name: add_payments -- on contracts that were there
INSERT INTO temp.payment ({payment}) SELECT {payment} FROM main.payment
WHERE id IN (SELECT id FROM past_payments WHERE contract_id IN (SELECT id FROM temp.contract))

-- name: add_allocations
INSERT INTO temp.allocation ({allocation}) SELECT {allocation} FROM main.allocation
WHERE payment_id IN (SELECT id FROM past_payments) AND plan_part_id IN (SELECT id FROM temp.plan_part)
  AND payment_id IN (SELECT id FROM temp.payment)

-- name: set_received -- of parts whose payments are not those of now
UPDATE temp.plan_part SET received_cents = coalesce(
  (SELECT sum(a.amount_cents) FROM temp.allocation a WHERE a.plan_part_id = plan_part.id), 0)
WHERE contract_id IN (SELECT id FROM past_contracts UNION SELECT contract_id FROM past_payments)

-- name: add_customers
INSERT INTO temp.customer ({customer}) SELECT {customer} FROM main.customer
WHERE id NOT IN (SELECT id FROM temp.customer)
  AND id IN (SELECT customer_id FROM temp.contract WHERE id IN (SELECT id FROM past_contracts))

-- name: reopen -- ends that came later
UPDATE temp.contract SET closed_at = NULL, closed_on = NULL, terminated_at = NULL, terminated_on = NULL, termination = NULL
WHERE id IN (SELECT id FROM past_contracts) AND coalesce(closed_on, terminated_on) > :day
