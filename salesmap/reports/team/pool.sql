-- The pool: open leads without an owner.

-- name: pool -- the last owner and why it was lost; those longest there first
SELECT l.id, l.name, c.name AS customer, s.key AS stage, l.value_cents AS value, l.currency, l.source, l.region,
  o.owner_before AS last_owner, o.changed_on AS since, o.kind AS how, o.why,
  CASE WHEN :lang = 'zh' THEN s.label_zh ELSE s.label_en END AS stage_words
FROM lead l JOIN stage s ON s.id = l.stage_id LEFT JOIN customer c ON c.id = l.customer_id
LEFT JOIN owner_change o ON o.id = (SELECT max(n.id) FROM owner_change n WHERE n.lead_id = l.id AND n.owner_after IS NULL)
WHERE l.status = 'open' AND l.owner IS NULL
ORDER BY o.changed_on NULLS FIRST, l.id

-- name: due -- facts of a lead for a list of what is due
SELECT l.id, l.id, l.name, c.name, NULL, NULL, '', l.owner, s.key, l.value_cents, l.currency, t.phone, l.id, NULL,
  CASE WHEN :lang = 'zh' THEN s.label_zh ELSE s.label_en END
FROM lead l JOIN stage s ON s.id = l.stage_id LEFT JOIN customer c ON c.id = l.customer_id LEFT JOIN contact t ON t.id = l.contact_id
WHERE l.id IN (SELECT CAST(value AS INTEGER) FROM json_each(:ids)) {in_scope} ORDER BY l.id
