-- Inactive leads.

-- name: stages -- stages before the win, with the days after which a lead in them is inactive
SELECT id, quiet_days FROM stage WHERE phase = 'before' ORDER BY process_id, position

-- name: inactive -- no contact and no stage change since :cutoff, and no open follow-up due from :today on
SELECT l.id, l.name, c.name, s.key, l.value_cents, l.currency, l.owner, l.touched_at,
  CASE WHEN :lang = 'zh' THEN s.label_zh ELSE s.label_en END
FROM lead l JOIN stage s ON s.id = l.stage_id LEFT JOIN customer c ON c.id = l.customer_id
WHERE l.status = 'open' AND l.stage_id = :stage_id AND l.touched_at < :cutoff
  {in_scope}
  AND NOT EXISTS (
    SELECT 1 FROM followup f WHERE f.lead_id = l.id AND f.done_at IS NULL AND f.dropped_at IS NULL AND f.due_on >= :today)
ORDER BY l.touched_at, l.id LIMIT :limit
