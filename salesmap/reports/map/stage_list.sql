-- The stages of the pipelines.

-- name: stages -- in their order, with the number of open leads in each
SELECT s.key, CASE WHEN :lang = 'zh' THEN s.label_zh ELSE s.label_en END, p.key, s.phase,
  (SELECT count(*) FROM lead l WHERE l.stage_id = s.id AND l.status = 'open'), s.quiet_days, s.response_hours,
  CASE WHEN :lang = 'zh' THEN p.label_zh ELSE p.label_en END
FROM stage s JOIN process p ON p.id = s.process_id ORDER BY p.position, p.id, s.position
