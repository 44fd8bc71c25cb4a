-- How leads changed hands: from owner to owner, and from role to role.

-- name: owners -- with what the new owner did first, and what anybody did
SELECT {groups} l.id, o.owner_before, o.owner_after, o.at, o.changed_on, l.status,
  (SELECT min(i.at) FROM interaction i WHERE i.lead_id = l.id AND i.at >= o.at AND lower(i.actor) = lower(o.owner_after)),
  (SELECT min(f.done_at) FROM followup f WHERE f.lead_id = l.id AND f.done_at >= o.at AND lower(f.owner) = lower(o.owner_after))
FROM lead l {joins} JOIN owner_change o ON o.lead_id = l.id
WHERE true {condition}
ORDER BY l.id, o.at, o.id

-- name: stays -- the stages that leads went through
SELECT {groups} l.id, v.key, y.entered_at, y.left_at, y.outcome, l.status,
  (SELECT min(i.at) FROM interaction i WHERE i.lead_id = l.id AND i.at > y.entered_at),
  (SELECT min(f.done_at) FROM followup f WHERE f.lead_id = l.id AND f.done_at > y.entered_at)
FROM lead l {joins} JOIN stay y ON y.lead_id = l.id JOIN stage v ON v.id = y.stage_id
WHERE y.counted = 1 {condition} ORDER BY l.id, y.entered_at, y.id
