-- The fields of leads.

-- name: custom_fields
SELECT key FROM custom_field ORDER BY id
