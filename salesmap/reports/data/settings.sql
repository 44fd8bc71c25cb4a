-- Settings of the database.

-- name: settings -- by key
SELECT key, value FROM setting ORDER BY key
