-- One customer with what belongs to it.

-- name: contacts -- of a customer
SELECT id, name, phone, email, wechat, title FROM contact WHERE customer_id = :id ORDER BY name_key IS NULL, name_key, id

-- name: leads -- of a customer, open ones first
SELECT l.id, l.name, s.key, l.status, l.value_cents, l.currency, l.owner, l.created_at, l.closed_on,
  CASE WHEN :lang = 'zh' THEN s.label_zh ELSE s.label_en END
FROM lead l JOIN stage s ON s.id = l.stage_id WHERE l.customer_id = :id ORDER BY l.status <> 'open', l.id DESC

-- name: timeline -- of all leads of a customer, the newest first
SELECT i.at, i.kind, i.text || coalesce(' · ' || i.place, '') || coalesce(' · ' || i.companions, ''), i.actor, l.name FROM interaction i JOIN lead l ON l.id = i.lead_id
WHERE l.customer_id = :id ORDER BY i.at DESC, i.id DESC LIMIT :latest

-- name: tier_changes -- the changes of a customer, with its tier before each, the oldest first
SELECT substr(h.at, 1, 19) || 'Z', h.what, h.subject, h.actor, h.undone_by IS NOT NULL, json_extract(r.before, '$.tier')
FROM change h JOIN change_row r ON r.change_id = h.id AND r.table_name = 'customer' AND r.row_id = :id
WHERE h.at <= :now ORDER BY h.id

-- name: needs -- of all its leads, with what covers each
SELECT n.id, n.text, n.weight, coalesce(n.product_code, n.workaround), l.name
FROM need n JOIN lead l ON l.id = n.lead_id WHERE l.customer_id = :id ORDER BY l.id DESC, n.id

-- name: care -- as events
SELECT v.at, 'care', v.note, v.actor, NULL FROM care_visit v WHERE v.customer_id = :id ORDER BY v.at, v.id
