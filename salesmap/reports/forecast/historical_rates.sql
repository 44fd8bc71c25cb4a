-- What became of closed leads.

-- name: closed -- with known days: won or not, furthest stage, days, source
SELECT CASE WHEN l.status = 'won' THEN 1 ELSE 0 END AS is_won, f.position, f.process_id AS pipeline, l.cycle_days AS days, l.source, l.id
FROM lead l JOIN stage f ON f.id = l.furthest_id
WHERE l.status IN ('won', 'lost') AND l.cycle_days IS NOT NULL {condition}

-- name: stages -- before the win, in their order
SELECT p.id, p.key, s.position, s.key, CASE WHEN :lang = 'zh' THEN s.label_zh ELSE s.label_en END
FROM stage s JOIN process p ON p.id = s.process_id WHERE s.phase = 'before' ORDER BY p.position, p.id, s.position

-- name: lengths -- how many leads took so many days: they are few, the leads are many
SELECT days, position, pipeline, source, count(*), sum(is_won) FROM ({closed}) AS closed
GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4 NULLS FIRST
