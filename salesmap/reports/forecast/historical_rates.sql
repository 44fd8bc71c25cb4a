-- What became of closed leads.

-- name: closed -- with known days: won or not, furthest stage, days, source
SELECT l.status = 'won', f.position, f.process_id, l.cycle_days, l.source, l.id FROM lead l JOIN stage f ON f.id = l.furthest_id
WHERE l.status IN ('won', 'lost') AND l.cycle_days IS NOT NULL {condition}

-- name: stages -- before the win, in their order
SELECT p.id, p.key, s.position, s.key, CASE WHEN :lang = 'zh' THEN s.label_zh ELSE s.label_en END
FROM stage s JOIN process p ON p.id = s.process_id WHERE s.phase = 'before' ORDER BY p.position, p.id, s.position
