-- Follow-ups as a calendar shows them: open ones, and those closed lately, so that they disappear there, too.

-- name: followups -- {in_scope} narrows leads `l` and owners of follow-ups
SELECT f.id, f.version, f.what, f.kind, f.due_on, f.owner, f.done_at, f.dropped_at, l.name, c.name, k.name, k.phone, l.value_cents, l.currency, f.due_at,
  (SELECT count(*) FROM change_row r WHERE r.table_name = 'followup' AND r.row_id = f.id) AS times_changed
FROM followup f JOIN lead l ON l.id = f.lead_id
LEFT JOIN customer c ON c.id = l.customer_id LEFT JOIN contact k ON k.id = l.contact_id
WHERE ((f.done_at IS NULL AND f.dropped_at IS NULL AND f.due_on <= :until) OR f.done_at >= :since OR f.dropped_at >= :since) {in_scope}
ORDER BY f.due_on, f.due_at IS NULL, f.due_at, f.id

-- name: uid
SELECT uid FROM identity
