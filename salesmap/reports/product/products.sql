-- Products. {condition} is over `product p`.

-- name: products -- by category and code; what it covers, requires and excludes follows by `links`
SELECT p.id, p.code, p.name, p.unit, p.category, p.price_cents, p.currency, p.tax_ppm, p.tax_included, p.cost_cents,
  p.floor_cents, p.max_discount_ppm, p.retired_at, p.external_id, p.recorded_at, p.version
FROM product p WHERE {condition} ORDER BY p.category IS NULL, p.category, p.code_key, p.id

-- name: links -- of the products
SELECT k.product_id, k.kind, k.target FROM product_link k JOIN product p ON p.id = k.product_id
WHERE {condition} ORDER BY k.product_id, k.kind, k.id

-- name: unknown_codes -- that products require or exclude
SELECT p.code, k.target FROM product_link k JOIN product p ON p.id = k.product_id
WHERE {condition} AND k.kind IN ('requires', 'excludes')
  AND NOT EXISTS (SELECT 1 FROM product t WHERE t.code_key = k.target_key)
ORDER BY p.code, k.target
