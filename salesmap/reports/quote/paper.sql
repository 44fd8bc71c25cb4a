-- A version of a quote as its customer is shown it.

-- name: version -- by its number, the standing one without; needs :today
SELECT v.id, q.id, q.number, v.n, {version_state}, v.sent_on, v.valid_until, q.lead_id, q.owner, q.currency, q.tax_included,
  v.text, v.shown, q.template
FROM quote q JOIN quote_version v ON v.quote_id = q.id
WHERE q.id = :id AND (v.n = CAST(:n AS INTEGER) OR (CAST(:n AS INTEGER) IS NULL AND v.id = {standing}))

-- name: known -- the versions there are
SELECT n FROM quote_version WHERE quote_id = :id ORDER BY n

-- name: replaced -- the version that went out before
SELECT n, sent_on FROM quote_version WHERE quote_id = :id AND n < :n AND sent_on IS NOT NULL ORDER BY n DESC LIMIT 1

-- name: draft
SELECT n FROM quote_version WHERE quote_id = :id AND sent_at IS NULL ORDER BY n LIMIT 1
