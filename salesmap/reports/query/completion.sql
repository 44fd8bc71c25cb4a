-- Words for the shell to complete.

-- name: lead_names
SELECT name, CASE WHEN status = 'open' THEN coalesce(owner, '') ELSE status END FROM lead
WHERE name_key >= :key AND name_key < :after ORDER BY name_key, id LIMIT 30

-- name: owners
SELECT DISTINCT owner, '' FROM lead WHERE lower(owner) >= lower(:word) AND lower(owner) < lower(:word) || :last ORDER BY lower(owner) LIMIT 30

-- name: stages
SELECT key, CASE WHEN :lang = 'zh' THEN label_zh ELSE label_en END FROM stage
WHERE substr(key, 1, length(:word)) = :word GROUP BY key ORDER BY min(process_id), min(position)
