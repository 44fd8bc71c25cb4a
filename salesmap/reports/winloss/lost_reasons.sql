-- Lost leads by reason.

-- name: reasons -- the most frequent first
SELECT {groups} l.lost_reason, count(*), coalesce(sum(l.value_cents), 0) FROM lead l {joins} WHERE l.status = 'lost' {condition}
GROUP BY {positions} ORDER BY count(*) DESC, l.lost_reason NULLS FIRST, {positions}

-- name: leads
SELECT {groups} l.lost_reason, l.id FROM lead l {joins} WHERE l.status = 'lost' {condition} ORDER BY l.id
