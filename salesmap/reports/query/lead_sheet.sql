-- The lead as people see it. `:lang` chooses the labels of stage and pipeline; {fields} are those of
-- `domain/fields.py`.

-- name: sheet -- every field of every lead; filters, order and limit are put around it
SELECT
  {fields},
  CASE WHEN :lang = 'zh' THEN s.label_zh ELSE s.label_en END AS stage_words,
  CASE WHEN :lang = 'zh' THEN p.label_zh ELSE p.label_en END AS pipeline_words,
  l.name_key, c.name_key AS customer_key, k.name_key AS contact_key, k.phone_key, k.email_key, l.stage_id, l.process_id, l.created_on, l.created_unknown, l.customer_id, l.contact_id
FROM lead l
LEFT JOIN stage s ON s.id = l.stage_id -- LEFT, so that SQLite leaves out what a count does not need
LEFT JOIN process p ON p.id = l.process_id
LEFT JOIN customer c ON c.id = l.customer_id
LEFT JOIN contact k ON k.id = l.contact_id
