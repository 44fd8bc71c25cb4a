-- The funnel of all leads together, stage by stage.
-- {condition} narrows `lead l` to the leads in scope, {stay_condition} `stay` to theirs. Both are empty
-- for the whole database, which is then answered from indexes alone.

-- name: standing -- leads and their value by status, stage and furthest stage
-- Grouped by columns of one index alone: joining the stages here would sort every lead. The value of lost leads is in no figure,
-- so they are only counted, pair of stages by pair of stages: twice as fast as grouping.
SELECT l.status, l.stage_id, l.furthest_id, count(*), sum(l.value_cents) FROM lead l
WHERE l.process_id = :pipeline_id AND l.status IN ('open', 'won') {condition}
GROUP BY l.status, l.stage_id, l.furthest_id
UNION ALL
SELECT 'lost', s.id, f.id,
  (SELECT count(*) FROM lead l
   WHERE l.process_id = s.process_id AND l.status = 'lost' AND l.stage_id = s.id AND l.furthest_id = f.id {condition}), NULL
FROM stage s JOIN stage f ON f.process_id = s.process_id WHERE s.process_id = :pipeline_id

-- name: advanced -- leads that left a stage forwards
SELECT count(*) FROM stay
WHERE stage_id IN ({stages}) AND outcome IN ('forward', 'won') AND counted = 1 AND again = 0 {stay_condition}

-- name: completed -- stays of known length
SELECT count(*) FROM stay WHERE stage_id IN ({stages}) AND secs IS NOT NULL AND counted = 1 {stay_condition}

-- name: middle -- the one or two middle lengths
SELECT secs FROM stay WHERE stage_id IN ({stages}) AND secs IS NOT NULL AND counted = 1 {stay_condition}
ORDER BY secs LIMIT :take OFFSET :skip
