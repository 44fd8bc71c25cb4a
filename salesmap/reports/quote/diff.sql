-- Two versions of a quote.

-- name: newest -- the numbers of the last two versions, the later one first
SELECT n FROM quote_version WHERE quote_id = :id ORDER BY n DESC LIMIT 2

-- name: version
SELECT v.id, v.valid_until, v.discount_ppm, v.discount_cents, v.rounding_cents, v.text, v.net_cents, v.tax_cents,
  v.total_cents
FROM quote_version v WHERE v.quote_id = :id AND v.n = :n

-- name: known
SELECT n FROM quote_version WHERE quote_id = :id ORDER BY n

-- name: number
SELECT number FROM quote WHERE id = :id
