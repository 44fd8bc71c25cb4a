-- The leads behind what was reached of a target.

-- name: value_leads
SELECT id FROM lead WHERE status = 'won' AND closed_on >= :since AND closed_on <= :until
  AND (CAST(:owner AS TEXT) IS NULL OR lower(owner) = lower(:owner)) AND (CAST(:team AS TEXT) IS NULL OR lower(owner) IN (SELECT lower(m.name) FROM member m WHERE m.team_key = :team)) ORDER BY id

-- name: count_leads
SELECT id FROM lead WHERE status = 'won' AND closed_on >= :since AND closed_on <= :until
  AND (CAST(:owner AS TEXT) IS NULL OR lower(owner) = lower(:owner)) AND (CAST(:team AS TEXT) IS NULL OR lower(owner) IN (SELECT lower(m.name) FROM member m WHERE m.team_key = :team)) ORDER BY id

-- name: activity_leads
SELECT lead_id FROM interaction WHERE kind <> 'note' AND at >= :from AND at < :to
  AND (CAST(:owner AS TEXT) IS NULL OR lower(actor) = lower(:owner)) AND (CAST(:team AS TEXT) IS NULL OR lower(actor) IN (SELECT lower(m.name) FROM member m WHERE m.team_key = :team))
UNION SELECT lead_id FROM followup WHERE done_at >= :from AND done_at < :to
  AND (CAST(:owner AS TEXT) IS NULL OR lower(owner) = lower(:owner)) AND (CAST(:team AS TEXT) IS NULL OR lower(owner) IN (SELECT lower(m.name) FROM member m WHERE m.team_key = :team)) ORDER BY 1
