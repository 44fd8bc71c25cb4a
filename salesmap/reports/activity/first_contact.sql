-- The first contact with assigned leads.

-- name: assigned -- the hours that the stage of the assignment allows; the first contact, and the first follow-up done, since
SELECT {groups} l.id, s0.response_hours,
  (SELECT min(i.at) FROM interaction i WHERE i.lead_id = l.id AND i.kind <> 'note' AND i.at >= l.assigned_at),
  (SELECT min(f.done_at) FROM followup f WHERE f.lead_id = l.id AND f.done_at >= l.assigned_at),
  l.assigned_at
FROM lead l JOIN stage s0 ON s0.id = coalesce(
    (SELECT y.stage_id FROM stay y WHERE y.lead_id = l.id AND y.entered_at <= l.assigned_at ORDER BY y.id DESC LIMIT 1),
    (SELECT y.stage_id FROM stay y WHERE y.lead_id = l.id ORDER BY y.id LIMIT 1), l.stage_id) {joins}
WHERE l.status <> 'dropped' {condition} ORDER BY l.id
