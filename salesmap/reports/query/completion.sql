-- Words for the shell to complete.

-- name: lead_names
SELECT name, CASE WHEN status = 'open' THEN coalesce(owner, '') ELSE status END FROM lead
WHERE name_key >= :key AND name_key < :after ORDER BY name_key, id LIMIT 30

-- name: owners
SELECT owner, '' FROM (
  SELECT DISTINCT owner FROM lead WHERE lower(owner) >= lower(:word) AND lower(owner) < lower(:word) || :last
  UNION SELECT name FROM member WHERE left_on IS NULL AND lower(name) >= lower(:word) AND lower(name) < lower(:word) || :last
) AS known ORDER BY lower(owner), owner LIMIT 30

-- name: stages
SELECT key, CASE WHEN :lang = 'zh' THEN label_zh ELSE label_en END FROM stage
WHERE substr(key, 1, length(:word)) = :word GROUP BY key ORDER BY min(process_id), min(position)

-- name: customers
SELECT name, '' FROM customer WHERE name_key >= :key AND name_key < :after ORDER BY name_key, id LIMIT 30

-- name: contacts
SELECT k.name, coalesce(c.name, '') FROM contact k LEFT JOIN customer c ON c.id = k.customer_id
WHERE k.name_key >= :key AND k.name_key < :after ORDER BY k.name_key, k.id LIMIT 30

-- name: followups -- open ones, by number
SELECT CAST(f.id AS TEXT), f.due_on || ' ' || f.what || ' · ' || l.name FROM followup f JOIN lead l ON l.id = f.lead_id
WHERE f.done_at IS NULL AND f.dropped_at IS NULL AND substr(CAST(f.id AS TEXT), 1, length(:word)) = :word ORDER BY f.due_on, f.id LIMIT 30

-- name: values -- of a plain field of leads
SELECT {field}, '' FROM lead WHERE lower({field}) >= lower(:word) AND lower({field}) < lower(:word) || :last
GROUP BY {field} ORDER BY lower({field}), {field} LIMIT 30

-- name: tags
SELECT DISTINCT tag, '' FROM lead_tag WHERE lower(tag) >= lower(:word) AND lower(tag) < lower(:word) || :last ORDER BY lower(tag), tag LIMIT 30

-- name: pipelines
SELECT key, CASE WHEN :lang = 'zh' THEN label_zh ELSE label_en END FROM process WHERE substr(key, 1, length(:word)) = :word ORDER BY position

-- name: quotes -- by number, or by id until there is one; the newest first
SELECT coalesce(q.number, CAST(q.id AS TEXT)), l.name FROM quote q JOIN lead l ON l.id = q.lead_id
WHERE substr(coalesce(q.number, CAST(q.id AS TEXT)), 1, length(:word)) = :word OR (l.name_key >= :key AND l.name_key < :after)
ORDER BY q.id DESC LIMIT 30

-- name: contracts -- by number, or by id until there is one; the newest first
SELECT coalesce(k.number, CAST(k.id AS TEXT)), coalesce(l.name, c.name, '') FROM contract k
LEFT JOIN lead l ON l.id = k.lead_id LEFT JOIN customer c ON c.id = k.customer_id
WHERE substr(coalesce(k.number, CAST(k.id AS TEXT)), 1, length(:word)) = :word
  OR (l.name_key >= :key AND l.name_key < :after) OR (c.name_key >= :key AND c.name_key < :after)
ORDER BY k.id DESC LIMIT 30

-- name: tickets -- under way, by number; the newest first
SELECT t.number, c.name FROM ticket t JOIN customer c ON c.id = t.customer_id
WHERE t.resolved_at IS NULL AND t.closed_at IS NULL
  AND (substr(lower(t.number), 1, length(:word)) = lower(:word) OR (c.name_key >= :key AND c.name_key < :after))
ORDER BY t.id DESC LIMIT 30

-- name: price_lists
SELECT DISTINCT list_name, '' FROM price WHERE list_key >= :key AND list_key < :after ORDER BY list_name LIMIT 30

-- name: tiers -- of customers and prices
SELECT tier, '' FROM (SELECT tier FROM customer UNION SELECT tier FROM price) AS known
WHERE tier IS NOT NULL AND lower(tier) >= lower(:word) AND lower(tier) < lower(:word) || :last ORDER BY tier LIMIT 30

-- name: categories -- of products
SELECT DISTINCT category, '' FROM product
WHERE lower(category) >= lower(:word) AND lower(category) < lower(:word) || :last ORDER BY category LIMIT 30

-- name: products
SELECT code, name FROM product WHERE retired_at IS NULL AND code_key >= :key AND code_key < :after ORDER BY code_key LIMIT 30

-- name: segments
SELECT name, '' FROM segment WHERE name_key >= :key AND name_key < :after ORDER BY name_key, id LIMIT 30

-- name: members -- who did not leave
SELECT name, role FROM member WHERE left_on IS NULL AND name_key >= :key AND name_key < :after ORDER BY name_key LIMIT 30

-- name: teams
SELECT min(team), '' FROM member WHERE team_key >= :key AND team_key < :after GROUP BY team_key ORDER BY team_key LIMIT 30
