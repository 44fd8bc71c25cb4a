-- The lines of a version of a quote, and the terms that hold for all of them.

-- name: lines -- of one version
SELECT position, kind, is_chosen, code, name, unit, qty_micros, list_price_cents, price_cents, discount_ppm,
  discount_cents, tax_ppm, floor_cents, need, max_discount_ppm
FROM quote_line WHERE quote_version_id = :version ORDER BY position, id

-- name: terms -- of one version
SELECT q.id, q.number, q.currency, q.tax_included, v.n, v.discount_ppm, v.discount_cents, v.round_to_cents, v.text
FROM quote_version v JOIN quote q ON q.id = v.quote_id WHERE v.id = :version
