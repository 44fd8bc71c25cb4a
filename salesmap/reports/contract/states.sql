-- Parts of statements: which version of a contract is in force, in which state it is, what of its plan counts.

-- name: in_force -- the id of the newest signed version of `contract k`, else of its draft
coalesce(
  (SELECT s.id FROM contract_version s WHERE s.contract_id = k.id AND s.signed_at IS NOT NULL ORDER BY s.n DESC LIMIT 1),
  (SELECT s.id FROM contract_version s WHERE s.contract_id = k.id ORDER BY s.n DESC LIMIT 1))

-- name: draft_state -- of a version `v` that is not signed
CASE
  WHEN EXISTS (SELECT 1 FROM approval a
    WHERE a.contract_version_id = v.id AND a.voided_at IS NULL AND a.decided_at IS NULL) THEN 'in_approval'
  WHEN EXISTS (SELECT 1 FROM approval a
    WHERE a.contract_version_id = v.id AND a.voided_at IS NULL AND a.decision = 'approved')
    AND NOT EXISTS (SELECT 1 FROM approval a
    WHERE a.contract_version_id = v.id AND a.voided_at IS NULL AND a.decision = 'refused') THEN 'approved'
  ELSE 'draft' END

-- name: state -- of a contract `k`, by the version `v` in force
CASE
  WHEN k.voided_on IS NOT NULL THEN 'void'
  WHEN k.terminated_on IS NOT NULL THEN 'terminated'
  WHEN k.closed_on IS NOT NULL THEN 'closed'
  WHEN k.signed_on IS NULL THEN {draft_state}
  WHEN {is_paid} AND NOT EXISTS (SELECT 1 FROM milestone m WHERE m.contract_id = k.id AND m.accepted_on IS NULL)
    THEN 'fulfilled'
  WHEN EXISTS (SELECT 1 FROM milestone m WHERE m.contract_id = k.id AND (m.done_on IS NOT NULL OR m.accepted_on IS NOT NULL))
    OR EXISTS (SELECT 1 FROM payment y WHERE y.contract_id = k.id) THEN 'in_progress'
  ELSE 'signed' END

-- name: is_paid -- whether all parts of the plan are paid; without a plan, the amount
CASE WHEN EXISTS (SELECT 1 FROM plan_part p WHERE p.contract_id = k.id)
  THEN NOT EXISTS (SELECT 1 FROM plan_part p WHERE p.contract_id = k.id AND p.received_cents < p.amount_cents)
  ELSE EXISTS (SELECT 1 FROM payment y WHERE y.contract_id = k.id)
    AND (SELECT coalesce(sum(y.amount_cents), 0) FROM payment y WHERE y.contract_id = k.id) >= v.amount_cents END

-- name: version_state -- of a version `v` of contract `k`: one that another took the place of is superseded
CASE
  WHEN v.signed_at IS NULL AND coalesce(k.voided_on, k.terminated_on, k.closed_on) IS NOT NULL THEN 'void'
  WHEN v.signed_at IS NULL THEN {draft_state}
  WHEN EXISTS (SELECT 1 FROM contract_version o
    WHERE o.contract_id = v.contract_id AND o.n > v.n AND o.signed_at IS NOT NULL) THEN 'superseded'
  ELSE 'signed' END

-- name: is_claimed -- whether a part `p` of contract `k` counts as due: what a terminated contract leaves is what had fallen due
(k.signed_on IS NOT NULL AND k.voided_on IS NULL
  AND (k.terminated_on IS NULL OR (k.termination IS NULL AND p.due_on <= k.terminated_on)))

-- name: is_expected -- whether what is open of a part `p` of contract `k` is still to come
({is_claimed} AND k.closed_on IS NULL AND p.received_cents < p.amount_cents)
