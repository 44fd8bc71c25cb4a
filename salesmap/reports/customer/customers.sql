-- Customers with the figures of their leads. {condition} is over `customer c`.

-- name: customers -- by name
SELECT c.id, c.name, c.tier,
  (SELECT l.owner FROM lead l WHERE l.customer_id = c.id AND l.status <> 'dropped' ORDER BY l.status <> 'open', l.created_at DESC, l.id DESC LIMIT 1) AS owner,
  k.phone, k.email,
  coalesce(figures.leads_open, 0), coalesce(figures.leads_won, 0), figures.value_won, figures.currency,
  figures.first_purchase, figures.last_purchase, coalesce(figures.purchases, 0),
  (SELECT max(i.at) FROM interaction i JOIN lead l ON l.id = i.lead_id WHERE l.customer_id = c.id AND i.kind <> 'note') AS last_contact,
  (SELECT min(f.due_on) FROM followup f JOIN lead l ON l.id = f.lead_id
   WHERE l.customer_id = c.id AND f.done_at IS NULL AND f.dropped_at IS NULL) AS next_due,
  {rfm} AS rfm, c.address, c.tax_no, c.bank, c.account
FROM customer c
LEFT JOIN contact k ON k.id = (SELECT min(other.id) FROM contact other WHERE other.customer_id = c.id)
LEFT JOIN (
  SELECT l.customer_id,
    sum(CASE WHEN l.status = 'open' THEN 1 ELSE 0 END) AS leads_open,
    sum(CASE WHEN l.status = 'won' THEN 1 ELSE 0 END) AS leads_won,
    CASE WHEN min(CASE WHEN l.status = 'won' THEN l.currency END) = max(CASE WHEN l.status = 'won' THEN l.currency END)
      THEN sum(CASE WHEN l.status = 'won' THEN l.value_cents END) END AS value_won,
    CASE WHEN min(CASE WHEN l.status = 'won' THEN l.currency END) = max(CASE WHEN l.status = 'won' THEN l.currency END)
      THEN min(CASE WHEN l.status = 'won' THEN l.currency END) END AS currency,
    min(CASE WHEN l.status = 'won' THEN l.closed_on END) AS first_purchase,
    max(CASE WHEN l.status = 'won' THEN l.closed_on END) AS last_purchase,
    count(DISTINCT CASE WHEN l.status = 'won' THEN l.closed_on END) AS purchases
  FROM lead l WHERE l.customer_id IS NOT NULL {of_customer} GROUP BY l.customer_id
) AS figures ON figures.customer_id = c.id
{scores}
WHERE {condition} ORDER BY {in_order}, c.id

-- name: contacts -- of a customer
SELECT id, name, phone, email, wechat, title FROM contact WHERE customer_id = :id ORDER BY name_key IS NULL, name_key, id

-- name: leads -- of a customer, open ones first
SELECT l.id, l.name, s.key, l.status, l.value_cents, l.currency, l.owner, l.created_at, l.closed_on,
  CASE WHEN :lang = 'zh' THEN s.label_zh ELSE s.label_en END
FROM lead l JOIN stage s ON s.id = l.stage_id WHERE l.customer_id = :id ORDER BY l.status <> 'open', l.id DESC

-- name: scores -- joined where they are wanted; grouped, for SQLite looks up what is grouped by an index, and scans the rest
LEFT JOIN (SELECT k.customer_id, max(100 * k.r + 10 * k.f + k.m) AS code FROM {scored} AS k GROUP BY k.customer_id) AS s
  ON s.customer_id = c.id

-- name: rfm
CAST(s.code AS TEXT)

-- name: timeline -- of all leads of a customer, the newest first
SELECT i.at, i.kind, i.text, i.actor, l.name FROM interaction i JOIN lead l ON l.id = i.lead_id
WHERE l.customer_id = :id ORDER BY i.at DESC, i.id DESC LIMIT :latest

-- name: tiers_set -- when its tier was set and not taken back, the oldest first
SELECT substr(h.at, 1, 19) || 'Z', 'tier', h.subject, h.actor, NULL
FROM change h JOIN change_row r ON r.change_id = h.id AND r.table_name = 'customer' AND r.row_id = :id
WHERE h.what = :tier_set AND h.undone_by IS NULL AND h.at <= :now ORDER BY h.id

-- name: tiers
SELECT DISTINCT tier FROM customer WHERE tier IS NOT NULL ORDER BY tier

-- name: tier
SELECT tier FROM customer WHERE id = :id
