-- The stages of the pipelines.

-- name: pipelines -- the pipeline with this key or label, or all
SELECT id FROM process WHERE CAST(:pipeline AS TEXT) IS NULL OR :pipeline IN (key, label_en, label_zh) ORDER BY position, id

-- name: keys
SELECT key FROM process ORDER BY position, id

-- name: stages -- in their order
SELECT id, key, CASE WHEN :lang = 'zh' THEN label_zh ELSE label_en END, phase, group_key FROM stage
WHERE process_id = :pipeline_id ORDER BY position
