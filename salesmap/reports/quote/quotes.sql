-- Quotes: a thread stands as its accepted version, else its newest sent one, else its draft.

-- name: quotes -- one row a quote; conditions, order and limit go around it
SELECT q.id, q.number, v.n AS version, {state} AS state, q.lead_id, l.name AS lead, c.name AS customer,
  q.template, q.owner, q.currency, q.tax_included, v.subtotal_cents AS subtotal,
  v.order_discount_cents AS discount, v.net_cents AS net, v.tax_cents AS tax, v.total_cents AS total,
  v.list_total_cents AS list_total, v.rounding_cents AS rounding,
  (SELECT f.total_cents FROM quote_version f WHERE f.quote_id = q.id AND f.sent_at IS NOT NULL ORDER BY f.n LIMIT 1)
    AS first_total,
  v.valid_until, v.sent_at, coalesce(v.accepted_at, v.declined_at, v.withdrawn_at) AS decided_at,
  {reason} AS reason, v.below_floor, v.charged_cents,
  (SELECT max(a.decided_by) FROM approval a WHERE a.quote_version_id = v.id AND a.decision = 'approved'
    AND a.voided_at IS NULL) AS approved_by,
  q.external_id,
  (SELECT d.n FROM quote_version d WHERE d.quote_id = q.id AND d.sent_at IS NULL AND v.sent_at IS NOT NULL
    AND v.accepted_at IS NULL)
    AS draft_version,
  q.version AS row_version, v.id AS version_id
FROM quote q
JOIN quote_version v ON v.id = {standing}
JOIN lead l ON l.id = q.lead_id
LEFT JOIN customer c ON c.id = l.customer_id

-- name: versions -- of one quote, in their order
SELECT v.id, v.n, {version_state}, v.why, v.got, v.total_cents, q.currency, v.valid_until, v.sent_at, v.channel,
  v.sent_to, coalesce(v.accepted_at, v.declined_at, v.withdrawn_at), {reason}
FROM quote_version v JOIN quote q ON q.id = v.quote_id WHERE v.quote_id = :id ORDER BY v.n

-- name: bids -- of one quote, the oldest first
SELECT at, n, amount_cents, competitor, note, actor FROM bid WHERE quote_id = :id ORDER BY at, id

-- name: approvals -- of one version
SELECT rule, role, asked_by, asked_at, why, decision, decided_by, decided_at, note, voided_at
FROM approval WHERE quote_version_id = :version ORDER BY id

-- name: version_id
SELECT id FROM quote_version WHERE quote_id = :quote AND n = :n

-- name: total
SELECT count(*) FROM quote
