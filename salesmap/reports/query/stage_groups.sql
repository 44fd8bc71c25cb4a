-- The stages of the pipelines.

-- name: pipelines
SELECT id FROM process ORDER BY position, id

-- name: stages -- in their order
SELECT id, key, CASE WHEN :lang = 'zh' THEN label_zh ELSE label_en END, phase, group_key FROM stage
WHERE process_id = :pipeline_id ORDER BY position
