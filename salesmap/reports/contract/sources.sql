-- What the reports on contracts count: rows with the columns that conditions and dimensions of leads use.

-- name: columns -- of a contract `k` with its lead `o`, where it has one; {cents} is the amount that is counted
k.id AS contract_id, k.lead_id AS id, coalesce(k.owner, o.owner) AS owner, coalesce(k.customer_id, o.customer_id) AS customer_id, k.currency, {cents} AS value_cents,
'won' AS status, k.signed_on AS closed_on, k.signed_on, o.created_on, o.created_unknown, o.contact_id, o.stage_id,
o.process_id, o.fields, {plain}

-- name: contracts -- every contract
FROM contract k JOIN contract_version v ON v.id = {in_force} LEFT JOIN lead o ON o.id = k.lead_id

-- name: signed -- contracts that were ever signed, except void ones
FROM contract k JOIN contract_version v ON v.id = {in_force} LEFT JOIN lead o ON o.id = k.lead_id
WHERE k.signed_on IS NOT NULL AND k.voided_on IS NULL

-- name: ended -- contracts that ended by :today: their last day is over, or they were terminated before it
FROM contract k JOIN contract_version v ON v.id = {in_force} LEFT JOIN lead o ON o.id = k.lead_id
WHERE k.signed_on IS NOT NULL AND k.voided_on IS NULL AND k.ends IS NOT NULL
  AND (k.ends < :today OR k.terminated_on < k.ends AND k.terminated_on <= :today)

-- name: ended_on -- the last day of `contract k`
CASE WHEN k.terminated_on < k.ends THEN k.terminated_on ELSE k.ends END

-- name: is_renewed -- whether a signed contract continues `contract k`
EXISTS (SELECT 1 FROM contract n WHERE n.renews_id = k.id AND n.signed_on <= :today AND n.voided_on IS NULL)

-- name: parts -- of plans that count
FROM plan_part p JOIN contract k ON k.id = p.contract_id LEFT JOIN lead o ON o.id = k.lead_id WHERE {is_claimed}

-- name: expected -- parts of which something is still to come
FROM plan_part p JOIN contract k ON k.id = p.contract_id LEFT JOIN lead o ON o.id = k.lead_id
WHERE p.received_cents < p.amount_cents AND {is_expected}

-- name: payments -- on signed contracts
FROM payment y JOIN contract k ON k.id = y.contract_id LEFT JOIN lead o ON o.id = k.lead_id
WHERE k.signed_on IS NOT NULL AND k.voided_on IS NULL

-- name: invoices
FROM invoice i JOIN contract k ON k.id = i.contract_id LEFT JOIN lead o ON o.id = k.lead_id WHERE k.voided_on IS NULL

-- name: milestones -- of signed contracts; of a terminated one, those due until then
FROM milestone m JOIN contract k ON k.id = m.contract_id LEFT JOIN lead o ON o.id = k.lead_id
WHERE k.signed_on IS NOT NULL AND k.voided_on IS NULL AND (k.terminated_on IS NULL OR m.due_on <= k.terminated_on)
