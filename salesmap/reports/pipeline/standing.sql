-- Where leads stand and how far they came.


-- name: standing -- leads and their value by status, stage and furthest stage
SELECT {groups} l.status, l.stage_id, l.furthest_id, count(*), coalesce(sum(l.value_cents), 0) FROM lead l {joins}
WHERE l.status <> 'dropped' {condition} GROUP BY {positions}
