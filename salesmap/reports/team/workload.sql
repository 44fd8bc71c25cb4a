-- What is open and whose.

-- name: leads
SELECT {groups} count(*), sum(l.value_cents) FROM lead l {joins} WHERE l.status = 'open' {condition} {grouping}

-- name: each_lead
SELECT {groups} l.id FROM lead l {joins} WHERE l.status = 'open' {condition} ORDER BY l.id

-- name: followups -- open ones, of closed leads too: late, today, and within the week after
SELECT {groups} count(*), count(CASE WHEN f.due_on < :today THEN 1 END), count(CASE WHEN f.due_on = :today THEN 1 END),
  count(CASE WHEN f.due_on > :today AND f.due_on <= :week THEN 1 END)
FROM lead l {joins} JOIN followup f ON f.lead_id = l.id
WHERE f.done_at IS NULL AND f.dropped_at IS NULL AND l.status <> 'dropped' {condition} {grouping}

-- name: each_followup
SELECT {groups} l.id, f.due_on FROM lead l {joins} JOIN followup f ON f.lead_id = l.id
WHERE f.done_at IS NULL AND f.dropped_at IS NULL AND l.status <> 'dropped' {condition} ORDER BY l.id, f.id

-- name: without_next
SELECT {groups} count(*) FROM lead l {joins} WHERE l.status = 'open' {condition}
  AND NOT EXISTS (SELECT 1 FROM followup f WHERE f.lead_id = l.id AND f.done_at IS NULL AND f.dropped_at IS NULL) {grouping}

-- name: each_without_next
SELECT {groups} l.id FROM lead l {joins} WHERE l.status = 'open' {condition}
  AND NOT EXISTS (SELECT 1 FROM followup f WHERE f.lead_id = l.id AND f.done_at IS NULL AND f.dropped_at IS NULL) ORDER BY l.id

-- name: away -- until when members are away
SELECT member_id, max(until) FROM absence WHERE since <= :today AND until >= :today GROUP BY member_id ORDER BY member_id
