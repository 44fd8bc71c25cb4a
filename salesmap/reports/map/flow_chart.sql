-- What stands where on the flow chart.

-- name: standing -- leads under way by pipeline and stage: open ones before the win, won ones after it
SELECT p.key, s.key, count(*), sum(l.value_cents) FROM lead l
JOIN stage s ON s.id = l.stage_id JOIN process p ON p.id = l.process_id
WHERE (l.status = 'open' AND s.phase = 'before') OR (l.status = 'won' AND s.phase = 'after')
GROUP BY p.key, s.key
