-- The visits planned for a day.

-- name: visits -- {in_scope} narrows leads `l` and owners of follow-ups
SELECT * FROM (
  SELECT f.id AS id, f.due_at AS due_at, f.lead_id AS lead_id, l.name AS lead, c.name AS customer, k.name AS contact, k.phone AS phone,
    coalesce(c.address, (SELECT i.place FROM interaction i
      WHERE i.lead_id = l.id AND i.place IS NOT NULL ORDER BY i.at DESC, i.id DESC LIMIT 1)) AS address,
    l.region AS region, f.what AS what, f.owner AS owner, f.version AS version, f.due_on AS due_on, l.value_cents AS value, l.currency AS currency,
    (SELECT count(*) FROM change_row r WHERE r.table_name = 'followup' AND r.row_id = f.id) AS times_changed
  FROM followup f JOIN lead l ON l.id = f.lead_id
  LEFT JOIN customer c ON c.id = l.customer_id LEFT JOIN contact k ON k.id = l.contact_id
  WHERE f.kind = 'visit' AND f.done_at IS NULL AND f.dropped_at IS NULL AND f.due_on = :day {in_scope}) AS planned
ORDER BY due_at IS NULL, due_at, region IS NULL, region, address IS NULL, address, id

-- name: late -- how many visits of earlier days have not happened
SELECT count(*) FROM followup f JOIN lead l ON l.id = f.lead_id
WHERE f.kind = 'visit' AND f.done_at IS NULL AND f.dropped_at IS NULL AND f.due_on < :day {in_scope}
