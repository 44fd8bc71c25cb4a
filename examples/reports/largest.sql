-- The largest open leads, of one owner if --owner names one, worth at least --least.
SELECT l.id, l.name AS lead, s.key AS stage, l.value_cents / 100 AS value, l.owner
FROM lead l JOIN stage s ON s.id = l.stage_id
WHERE l.status = 'open' AND (:owner IS NULL OR lower(l.owner) = lower(:owner)) AND l.value_cents >= coalesce(:least, 0) * 100
ORDER BY l.value_cents DESC, l.id LIMIT 10
