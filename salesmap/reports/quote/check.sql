-- What a draft of a quote lacks.

-- name: draft -- the draft, else the newest version
SELECT v.id, v.n, v.sent_at, v.valid_until, q.currency, q.lead_id, l.customer_id, l.contact_id, c.address
FROM quote q JOIN quote_version v ON v.quote_id = q.id JOIN lead l ON l.id = q.lead_id LEFT JOIN customer c ON c.id = l.customer_id
WHERE q.id = :id ORDER BY v.sent_at IS NOT NULL, v.n DESC LIMIT 1

-- name: approved -- rules approved for a version
SELECT rule FROM approval WHERE quote_version_id = :version AND decision = 'approved' AND voided_at IS NULL ORDER BY id

-- name: missing_products -- that a product on the version requires, and are not on it
SELECT p.code, k.target FROM product_link k JOIN product p ON p.id = k.product_id
WHERE k.kind = 'requires' AND p.code IN (SELECT code FROM quote_line WHERE quote_version_id = :version)
  AND NOT EXISTS (SELECT 1 FROM quote_line x JOIN product t ON t.code = x.code
    WHERE x.quote_version_id = :version AND t.code_key = k.target_key)
ORDER BY p.code, k.target

-- name: excluded_products -- that a product on the version excludes, and are on it
SELECT p.code, k.target FROM product_link k JOIN product p ON p.id = k.product_id
WHERE k.kind = 'excludes' AND p.code IN (SELECT code FROM quote_line WHERE quote_version_id = :version)
  AND EXISTS (SELECT 1 FROM quote_line x JOIN product t ON t.code = x.code
    WHERE x.quote_version_id = :version AND t.code_key = k.target_key)
ORDER BY p.code, k.target

-- name: uncovered_needs -- of the lead: by no product of the version, no workaround, no line that names it
SELECT n.text FROM need n WHERE n.lead_id = :lead AND n.workaround IS NULL
  AND NOT EXISTS (SELECT 1 FROM quote_line x WHERE x.quote_version_id = :version
    AND (lower(x.need) = lower(n.text) OR x.code = n.product_code OR EXISTS (
      SELECT 1 FROM product p JOIN product_link k ON k.product_id = p.id
      WHERE p.code = x.code AND k.kind = 'covers' AND k.target_key = n.text_key)))
ORDER BY n.id

-- name: company
SELECT key FROM setting WHERE key LIKE 'company.%' ORDER BY key
