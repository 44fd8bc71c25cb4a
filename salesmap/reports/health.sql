-- What is kept beside the facts must agree with them. Each statement finds the leads where it does not.

-- name: furthest -- furthest_id is the furthest stage of the process that the lead stood in or stands in
SELECT l.id FROM lead l JOIN stage f ON f.id = l.furthest_id
WHERE f.position < (SELECT max(s.position) FROM stay y JOIN stage s ON s.id = y.stage_id WHERE y.lead_id = l.id)
LIMIT 20

-- name: current_stay -- an open lead has one stay under way, in the stage where it stands
SELECT l.id FROM lead l WHERE l.status = 'open'
  AND NOT EXISTS (SELECT 1 FROM stay y WHERE y.lead_id = l.id AND y.left_at IS NULL AND y.stage_id = l.stage_id)
LIMIT 20

-- name: counted -- the stays of dropped leads, and no others, are left out of the figures
SELECT DISTINCT l.id FROM lead l JOIN stay y ON y.lead_id = l.id
WHERE (l.status = 'dropped') <> (y.counted = 0) LIMIT 20

-- name: closed -- a closed lead has its day, an open one neither day nor cycle
SELECT id FROM lead WHERE (status = 'open') <> (closed_on IS NULL) OR (status = 'open' AND cycle_days IS NOT NULL) LIMIT 20

-- name: stage_of_process -- a lead stands in a stage of its own process
SELECT l.id FROM lead l JOIN stage s ON s.id = l.stage_id WHERE s.process_id <> l.process_id LIMIT 20
