-- The last move of a lead between stages.

-- name: last_move -- the stage that a lead left last, and how
SELECT CASE WHEN :lang = 'zh' THEN s.label_zh ELSE s.label_en END, y.outcome
FROM stay y JOIN stage s ON s.id = y.stage_id WHERE y.lead_id = :id AND y.left_at IS NOT NULL
ORDER BY y.id DESC LIMIT 1
