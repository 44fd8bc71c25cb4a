-- The steps of the pipelines: where a lead can stand.

-- name: processes -- the pipeline asked for, or all
SELECT id FROM process WHERE CAST(:process AS TEXT) IS NULL OR :process IN (key, label_en, label_zh) ORDER BY position, id

-- name: stages -- in their order
SELECT id, key, CASE WHEN :lang = 'zh' THEN label_zh ELSE label_en END, phase, group_key FROM stage
WHERE process_id = :process_id ORDER BY position
