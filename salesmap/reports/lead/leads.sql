-- The lead as people see it, and the ways to find one. `:lang` chooses the words for a stage.

-- name: sheet -- every field of every lead; filters, order and limit are put around it
SELECT
  l.id, l.name, c.name AS customer, k.name AS contact, k.phone, k.email, k.wechat,
  l.source, l.product, l.region, l.value_cents AS value, l.currency, l.owner,
  p.key AS pipeline, s.key AS stage, l.status, l.created_at, l.stage_since, l.expected_close, l.closed_at, l.lost_reason,
  (SELECT min(f.due_on) FROM followup f WHERE f.lead_id = l.id AND f.done_at IS NULL AND f.dropped_at IS NULL) AS next_due,
  l.external_id,
  (SELECT json_group_array(tag) FROM (SELECT t.tag FROM lead_tag t WHERE t.lead_id = l.id ORDER BY t.tag)) AS tags,
  l.fields, l.version, l.recorded_at, l.updated_at,
  CASE WHEN :lang = 'zh' THEN s.label_zh ELSE s.key END AS stage_words,
  CASE WHEN :lang = 'zh' THEN p.label_zh ELSE p.key END AS pipeline_words,
  l.name_key, c.name_key AS customer_key, k.name_key AS contact_key, k.phone_key, k.email_key, l.stage_id, l.customer_id, l.contact_id
FROM lead l
LEFT JOIN stage s ON s.id = l.stage_id -- LEFT, so that SQLite leaves out what a count does not need
LEFT JOIN process p ON p.id = l.process_id
LEFT JOIN customer c ON c.id = l.customer_id
LEFT JOIN contact k ON k.id = l.contact_id

-- name: id_of_external
SELECT id FROM lead WHERE external_id = :external_id

-- name: ids_of_name -- the name itself first, then the names that begin so
SELECT id, name, name_key = :name_key AS exact FROM lead
WHERE name_key >= :name_key AND name_key < :after
ORDER BY exact DESC, id LIMIT 21

-- name: id_exists
SELECT id FROM lead WHERE id = :id

-- name: custom_fields
SELECT key FROM custom_field ORDER BY id

-- name: stages
SELECT s.id, s.key, s.label_en, s.label_zh, p.key AS pipeline, s.phase, s.quiet_days
FROM stage s JOIN process p ON p.id = s.process_id ORDER BY p.id, s.position

-- name: pipelines
SELECT key, label_en, label_zh FROM process ORDER BY position, id

-- name: standing -- the pipeline and the stage of one lead
SELECT p.key, s.key FROM lead l JOIN process p ON p.id = l.process_id JOIN stage s ON s.id = l.stage_id WHERE l.id = :id

-- name: timeline -- everything that happened on one lead, oldest first
SELECT at, what, text, actor FROM (
  SELECT i.at AS at, i.kind AS what, i.text AS text, i.actor AS actor, 2 AS rank, i.id AS id
  FROM interaction i WHERE i.lead_id = :id
  UNION ALL
  SELECT f.done_at, 'done', f.what, f.owner, 3, f.id FROM followup f WHERE f.lead_id = :id AND f.done_at IS NOT NULL
  UNION ALL
  SELECT y.entered_at, 'stage', CASE WHEN :lang = 'zh' THEN s.label_zh ELSE s.label_en END, NULL, 1, y.id
  FROM stay y JOIN stage s ON s.id = y.stage_id WHERE y.lead_id = :id
  UNION ALL
  SELECT y.left_at, y.outcome, l.lost_reason, NULL, 0, y.id
  FROM stay y JOIN lead l ON l.id = y.lead_id WHERE y.lead_id = :id AND y.outcome IN ('won', 'lost', 'dropped')
)
ORDER BY at, rank, id

-- name: promises -- what is still to be done on one lead
SELECT id, due_on, what, kind, owner FROM followup
WHERE lead_id = :id AND done_at IS NULL AND dropped_at IS NULL ORDER BY due_on, id

-- name: stays -- days in each stage, in the order of the process; the stay under way counts up to now
SELECT s.key, CASE WHEN :lang = 'zh' THEN s.label_zh ELSE s.label_en END, y.entered_at, y.left_at, y.secs
FROM stay y JOIN stage s ON s.id = y.stage_id WHERE y.lead_id = :id ORDER BY s.position, y.id
