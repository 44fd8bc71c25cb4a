-- The custom fields.

-- name: fields -- each with the number of leads that have it
SELECT f.key, (SELECT count(*) FROM lead l, json_each(l.fields) AS held WHERE held.key = f.key) FROM custom_field f ORDER BY f.key
