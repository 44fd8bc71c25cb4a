-- The lead as people see it. `:lang` chooses the labels of stage and pipeline.

-- name: sheet -- every field of every lead; filters, order and limit are put around it
SELECT
  l.id, l.name, c.name AS customer, k.name AS contact, k.phone, k.email, k.wechat,
  l.source, l.product, l.region, l.value_cents AS value, l.currency, l.owner,
  p.key AS pipeline, s.key AS stage, l.status, l.created_at, l.stage_since, l.expected_close, l.closed_at, l.lost_reason,
  (SELECT min(f.due_on) FROM followup f WHERE f.lead_id = l.id AND f.done_at IS NULL AND f.dropped_at IS NULL) AS next_due,
  l.external_id,
  (SELECT json_group_array(tag) FROM (SELECT t.tag FROM lead_tag t WHERE t.lead_id = l.id ORDER BY t.tag)) AS tags,
  l.fields, l.version, l.recorded_at, l.updated_at,
  CASE WHEN :lang = 'zh' THEN s.label_zh ELSE s.label_en END AS stage_words,
  CASE WHEN :lang = 'zh' THEN p.label_zh ELSE p.label_en END AS pipeline_words,
  l.name_key, c.name_key AS customer_key, k.name_key AS contact_key, k.phone_key, k.email_key, l.stage_id, l.customer_id, l.contact_id
FROM lead l
LEFT JOIN stage s ON s.id = l.stage_id -- LEFT, so that SQLite leaves out what a count does not need
LEFT JOIN process p ON p.id = l.process_id
LEFT JOIN customer c ON c.id = l.customer_id
LEFT JOIN contact k ON k.id = l.contact_id
