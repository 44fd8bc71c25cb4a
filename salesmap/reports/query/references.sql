-- The ways to find a lead.

-- name: by_id
SELECT id FROM lead WHERE id = :id

-- name: by_external_id
SELECT id FROM lead WHERE external_id = :external_id

-- name: by_name -- the name itself first, then the names that begin so
SELECT id, name, name_key = :name_key AS exact FROM lead
WHERE name_key >= :name_key AND name_key < :after
ORDER BY exact DESC, id LIMIT 21

-- name: newest_names -- to find those that are spelled nearly like a name
SELECT name FROM lead ORDER BY id DESC LIMIT 2000
