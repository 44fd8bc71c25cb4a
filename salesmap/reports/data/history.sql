-- The journal, newest first.

-- name: all
SELECT id, substr(at, 1, 19) || 'Z', actor, command, what, subject, rows, undone_by FROM change
WHERE rows IS NOT NULL ORDER BY id DESC LIMIT :limit

-- name: total
SELECT count(*) FROM change WHERE rows IS NOT NULL

-- name: one
SELECT id, substr(at, 1, 19) || 'Z', actor, command, what, subject, rows, undone_by FROM change WHERE id = :id

-- name: of_lead -- changes that touched the lead or anything that belongs to it
SELECT id, substr(at, 1, 19) || 'Z', actor, command, what, subject, rows, undone_by FROM change
WHERE rows IS NOT NULL AND id IN (
  SELECT change_id FROM change_row WHERE table_name = 'lead' AND row_id = :lead_id
  UNION SELECT change_id FROM change_row WHERE table_name = 'stay' AND row_id IN (SELECT id FROM stay WHERE lead_id = :lead_id)
  UNION SELECT change_id FROM change_row WHERE table_name = 'followup' AND row_id IN (SELECT id FROM followup WHERE lead_id = :lead_id)
  UNION SELECT change_id FROM change_row WHERE table_name = 'interaction' AND row_id IN (SELECT id FROM interaction WHERE lead_id = :lead_id)
  UNION SELECT change_id FROM change_row WHERE table_name = 'lead_tag' AND row_id IN (SELECT id FROM lead_tag WHERE lead_id = :lead_id)
  UNION SELECT change_id FROM change_row WHERE table_name = 'contact' AND row_id = (SELECT contact_id FROM lead WHERE id = :lead_id)
)
ORDER BY id DESC LIMIT :limit
