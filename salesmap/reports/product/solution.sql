-- The needs of a lead, and the products that may answer them.

-- name: needs
SELECT n.id, n.text, n.text_key, n.weight, n.source, n.product_code, p.name, n.workaround, n.refused_at
FROM need n LEFT JOIN product p ON p.code = n.product_code WHERE n.lead_id = :lead ORDER BY n.id

-- name: covering -- products on sale, with the needs that they say they cover
SELECT k.target_key, p.code FROM product_link k JOIN product p ON p.id = k.product_id
WHERE k.kind = 'covers' AND p.retired_at IS NULL ORDER BY p.code_key, k.id
