-- Contacts.

-- name: contacts -- with the number of their open leads; {condition} narrows them
SELECT k.id, k.name, c.name AS customer, k.phone, k.email, k.wechat, k.title, k.external_id, k.fields,
  (SELECT count(*) FROM lead l WHERE l.contact_id = k.id AND l.status = 'open') AS leads, k.phone_key
FROM contact k LEFT JOIN customer c ON c.id = k.customer_id
WHERE true {condition}
ORDER BY k.name_key IS NULL, {in_order}, k.id

-- name: leads -- of a contact, or in which it has a role; open ones first
SELECT l.id, l.name, s.key, l.status, l.value_cents, l.currency, l.owner, d.role,
  CASE WHEN :lang = 'zh' THEN s.label_zh ELSE s.label_en END
FROM lead l JOIN stage s ON s.id = l.stage_id LEFT JOIN lead_contact d ON d.lead_id = l.id AND d.contact_id = :id
WHERE l.contact_id = :id OR d.id IS NOT NULL ORDER BY l.status <> 'open', l.id DESC
