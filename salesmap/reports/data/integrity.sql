-- Columns kept for speed must agree with the facts. Each statement finds the leads where they do not.

-- name: furthest -- furthest_id is the furthest stage of the pipeline that the lead was or is in
SELECT l.id FROM lead l JOIN stage f ON f.id = l.furthest_id JOIN stage now ON now.id = l.stage_id
LEFT JOIN (SELECT y.lead_id, max(s.position) AS position FROM stay y JOIN stage s ON s.id = y.stage_id GROUP BY y.lead_id) been
  ON been.lead_id = l.id
WHERE f.position <> CASE WHEN been.position > now.position THEN been.position ELSE now.position END
LIMIT 20

-- name: current_stay -- an open lead has one current stay, in its stage
SELECT l.id FROM lead l WHERE l.status = 'open'
  AND NOT EXISTS (SELECT 1 FROM stay y WHERE y.lead_id = l.id AND y.left_at IS NULL AND y.stage_id = l.stage_id)
LIMIT 20

-- name: again -- of the stays that end forwards in a stage, all but the lead's first are marked
SELECT DISTINCT y.lead_id FROM stay y
WHERE (y.again = 1) <> (y.outcome IS NOT NULL AND y.outcome IN ('forward', 'won') AND EXISTS (
  SELECT 1 FROM stay e WHERE e.lead_id = y.lead_id AND e.stage_id = y.stage_id AND e.id < y.id AND e.outcome IN ('forward', 'won')))
LIMIT 20

-- name: counted -- the stays of dropped leads, and no others, are not counted
SELECT DISTINCT l.id FROM lead l JOIN stay y ON y.lead_id = l.id
WHERE (l.status = 'dropped') <> (y.counted = 0) LIMIT 20

-- name: closed -- a lead with an instant of closing has its day, too; one without has no cycle
SELECT id FROM lead
WHERE (closed_at IS NULL) <> (closed_on IS NULL) OR (closed_on IS NULL AND cycle_days IS NOT NULL) LIMIT 20

-- name: stage_of_process -- a lead is in a stage of its pipeline
SELECT l.id FROM lead l JOIN stage s ON s.id = l.stage_id WHERE s.process_id <> l.process_id LIMIT 20

-- name: touched -- touched_at is not before the last contact, nor before the lead entered its stage
SELECT l.id FROM lead l
WHERE l.touched_at < l.stage_since
   OR l.touched_at < (SELECT max(i.at) FROM interaction i WHERE i.lead_id = l.id AND i.kind <> 'note')
LIMIT 20

-- name: expectations -- an imported expectation has a date or a value
SELECT DISTINCT lead_id FROM expectation WHERE expected_close IS NULL AND value_cents IS NULL LIMIT 20

-- name: cycles -- cycle_days are the days from created_on to closed_on; counted in Python, because no two databases count days alike
SELECT id, created_on, closed_on, cycle_days FROM lead WHERE closed_on IS NOT NULL AND cycle_days IS NOT NULL

-- name: stages -- the stages as they are stored beside the text of the map
SELECT p.key, s.key, s.position, s.label_en, s.label_zh, s.phase, s.probability, s.quiet_days, s.response_hours
FROM stage s JOIN process p ON p.id = s.process_id
