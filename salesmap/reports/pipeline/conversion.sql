-- Conversion from stage to stage.

-- name: advanced -- leads that left a stage forwards, each once
SELECT {groups} y.stage_id, count(*) FROM stay y JOIN lead l ON l.id = y.lead_id {joins}
WHERE y.outcome IN ('forward', 'won') AND y.counted = 1 AND y.again = 0 {condition} GROUP BY {positions}
