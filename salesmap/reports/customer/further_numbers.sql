-- Contacts with several phones or e-mails, and who has one of them, too.

-- name: further -- contacts with further numbers
SELECT id, name_key, further_keys FROM contact WHERE further_keys IS NOT NULL ORDER BY id

-- name: preferred -- the contacts whose preferred number is one of these
SELECT {column}, id, name_key FROM contact WHERE {column} IN (SELECT value FROM json_each(:keys)) ORDER BY id

-- name: leads -- the open leads of contacts; beside, whether another system keeps them apart
SELECT id, external_id IS NOT NULL OR import_key IS NOT NULL FROM lead
WHERE status = 'open' AND contact_id IN (SELECT CAST(value AS INTEGER) FROM json_each(:ids)) ORDER BY id
