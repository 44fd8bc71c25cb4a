-- The money on contracts must add up. Each statement finds the contracts or payments where it does not.

-- name: received -- a part has received what was allocated to it
SELECT DISTINCT p.contract_id FROM plan_part p
LEFT JOIN (SELECT plan_part_id, sum(amount_cents) AS cents FROM allocation GROUP BY plan_part_id) a ON a.plan_part_id = p.id
WHERE p.received_cents <> coalesce(a.cents, 0)
ORDER BY p.contract_id LIMIT 20

-- name: overdrawn -- the credit is what was received and not allocated: never less than nothing
SELECT k.id FROM contract k
JOIN (SELECT p.contract_id, sum(a.amount_cents) AS cents FROM allocation a JOIN plan_part p ON p.id = a.plan_part_id
  GROUP BY p.contract_id) allocated ON allocated.contract_id = k.id
LEFT JOIN (SELECT contract_id, sum(amount_cents) AS cents FROM payment GROUP BY contract_id) paid ON paid.contract_id = k.id
WHERE allocated.cents > coalesce(paid.cents, 0)
ORDER BY k.id LIMIT 20

-- name: idle_credit -- money settles what is open; only a refund of a certain part leaves credit beside it
SELECT k.id FROM contract k
JOIN (SELECT contract_id, sum(amount_cents) AS cents FROM payment GROUP BY contract_id) paid ON paid.contract_id = k.id
JOIN (SELECT contract_id, sum(received_cents) AS cents, sum(amount_cents) AS amount FROM plan_part GROUP BY contract_id) settled
  ON settled.contract_id = k.id
WHERE paid.cents > settled.cents AND settled.cents < settled.amount
  AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.contract_id = k.id AND r.amount_cents < 0 AND r.for_part IS NOT NULL)
ORDER BY k.id LIMIT 20

-- name: plan -- a plan comes to the amount of the version in force, or of the draft where nothing is signed
SELECT k.id FROM contract k
JOIN contract_version v ON v.id = (SELECT w.id FROM contract_version w WHERE w.contract_id = k.id
  ORDER BY w.signed_at IS NULL, w.n DESC LIMIT 1)
LEFT JOIN (SELECT contract_id, sum(amount_cents) AS cents FROM plan_part GROUP BY contract_id) plan ON plan.contract_id = k.id
WHERE coalesce(plan.cents, 0) <> v.amount_cents AND (plan.cents IS NOT NULL OR v.plan_text IS NOT NULL)
ORDER BY k.id LIMIT 20

-- name: terms -- a contract has the dates of the version in force, and is signed since its first one was
SELECT k.id FROM contract k
JOIN contract_version v ON v.id = (SELECT w.id FROM contract_version w WHERE w.contract_id = k.id
  ORDER BY w.signed_at IS NULL, w.n DESC LIMIT 1)
JOIN contract_version f ON f.id = (SELECT w.id FROM contract_version w WHERE w.contract_id = k.id ORDER BY w.n LIMIT 1)
WHERE coalesce(k.starts, '') <> coalesce(v.starts, '') OR coalesce(k.ends, '') <> coalesce(v.ends, '')
  OR coalesce(k.notice_days, -1) <> coalesce(v.notice_days, -1)
  OR coalesce(k.signed_on, '') <> coalesce(f.signed_on, '')
ORDER BY k.id LIMIT 20

-- name: beyond -- of a receipt, allocations add to parts, and to no more than it; of a refund, they take away
SELECT y.id FROM payment y
JOIN (SELECT payment_id, sum(amount_cents) AS cents, min(amount_cents) AS least, max(amount_cents) AS most
  FROM allocation GROUP BY payment_id) a ON a.payment_id = y.id
WHERE (y.amount_cents > 0 AND (a.least < 0 OR a.cents > y.amount_cents))
  OR (y.amount_cents < 0 AND (a.most > 0 OR a.cents < y.amount_cents))
ORDER BY y.id LIMIT 20

-- name: elsewhere -- a payment settles parts of its own contract
SELECT DISTINCT y.id FROM allocation a JOIN payment y ON y.id = a.payment_id JOIN plan_part p ON p.id = a.plan_part_id
WHERE p.contract_id <> y.contract_id
ORDER BY y.id LIMIT 20
