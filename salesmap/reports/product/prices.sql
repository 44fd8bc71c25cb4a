-- Prices of products. {condition} is over `product p`, `price r` and `customer c`.

-- name: prices -- of lists, customers, tiers and quantities
SELECT r.id, p.code, p.name, r.list_name, c.name, r.tier, r.min_qty_micros, r.amount_cents, r.currency, r.since, r.until,
  r.customer_id, r.list_key
FROM price r JOIN product p ON p.id = r.product_id LEFT JOIN customer c ON c.id = r.customer_id
WHERE {condition}
ORDER BY p.code_key, r.list_key IS NOT NULL, r.list_key, c.name_key IS NOT NULL, c.name_key, r.tier IS NOT NULL, r.tier,
  r.min_qty_micros, r.since IS NOT NULL, r.since, r.id

-- name: own -- prices of the products themselves
SELECT NULL, p.code, p.name, NULL, NULL, NULL, 0, p.price_cents, p.currency, NULL, NULL, NULL, NULL, p.tax_ppm, p.tax_included, p.unit
FROM product p WHERE {condition} ORDER BY p.code_key, p.id

-- name: floor
SELECT floor_cents, currency FROM product WHERE id = :id

-- name: customer_tier
SELECT tier FROM customer WHERE id = :id

-- name: lists
SELECT DISTINCT list_name FROM price WHERE list_name IS NOT NULL ORDER BY list_name

-- name: tiers -- of prices and customers
SELECT tier FROM price WHERE tier IS NOT NULL UNION SELECT tier FROM customer WHERE tier IS NOT NULL ORDER BY 1
