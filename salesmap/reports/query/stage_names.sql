-- The names of stages and pipelines.

-- name: stages
SELECT id, key, label_en, label_zh FROM stage ORDER BY process_id, position

-- name: pipelines
SELECT id, key, label_en, label_zh FROM process ORDER BY position, id
