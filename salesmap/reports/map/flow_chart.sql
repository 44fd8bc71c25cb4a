-- Leads on the flow chart.

-- name: leads -- in progress, by pipeline and stage: open before the win, won after it
SELECT p.key, s.key, count(*), sum(l.value_cents) FROM lead l
JOIN stage s ON s.id = l.stage_id JOIN process p ON p.id = l.process_id
WHERE (l.status = 'open' AND s.phase = 'before') OR (l.status = 'won' AND s.phase = 'after')
GROUP BY p.key, s.key
