-- The leads behind the figures of the stage reports.

-- name: standing -- each lead with its status, stage and furthest stage
SELECT {groups} l.status, l.stage_id, l.furthest_id, l.id FROM lead l {joins} WHERE l.status <> 'dropped' {condition} ORDER BY l.id

-- name: advanced -- leads that left a stage forwards
SELECT {groups} y.stage_id, l.id FROM stay y JOIN lead l ON l.id = y.lead_id {joins}
WHERE y.outcome IN ('forward', 'won') AND y.counted = 1 AND y.again = 0 {condition} ORDER BY l.id

-- name: stayed -- leads that completed a stay of known length
SELECT DISTINCT {groups} y.stage_id, l.id FROM stay y JOIN lead l ON l.id = y.lead_id {joins}
WHERE y.secs IS NOT NULL AND y.counted = 1 {condition} ORDER BY l.id
