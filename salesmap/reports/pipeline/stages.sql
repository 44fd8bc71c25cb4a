-- Time in each stage.

-- name: stay_lengths -- one list of lengths per stage: a row per stay would take twice the time
SELECT {groups} y.stage_id, json_group_array(y.secs) FROM stay y JOIN lead l ON l.id = y.lead_id {joins}
WHERE +y.secs IS NOT NULL AND +y.counted = 1 {condition} GROUP BY {positions}
