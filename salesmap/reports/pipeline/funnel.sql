-- The funnel, stage by stage: how many leads reached each stage before the win, where they stand, where they were lost.
-- {cohort} narrows `lead l` to the leads asked for; {of_cohort} narrows `stay` to theirs. Both are empty for the whole
-- book, which is then answered from indexes alone.

-- name: standing -- leads and their value by status, stage, furthest stage and currency
-- Grouped by columns of one index alone: joining the stages here would sort every lead. Nobody adds up what was lost,
-- so that is only counted, pair of stages by pair of stages: twice as fast as grouping.
SELECT l.status, l.stage_id, l.furthest_id, count(*), sum(l.value_cents), l.currency FROM lead l
WHERE l.process_id = :process_id AND l.status IN ('open', 'won') {cohort}
GROUP BY l.status, l.stage_id, l.furthest_id, l.currency
UNION ALL
SELECT 'lost', s.id, f.id,
  (SELECT count(*) FROM lead l
   WHERE l.process_id = s.process_id AND l.status = 'lost' AND l.stage_id = s.id AND l.furthest_id = f.id {cohort}), NULL, NULL
FROM stage s JOIN stage f ON f.process_id = s.process_id WHERE s.process_id = :process_id

-- name: advanced -- leads that left a stage forwards
SELECT count(*) FROM stay
WHERE stage_id IN ({stages}) AND outcome IN ('forward', 'won') AND counted = 1 AND again = 0 {of_cohort}

-- name: completed -- stays of known length
SELECT count(*) FROM stay WHERE stage_id IN ({stages}) AND secs IS NOT NULL AND counted = 1 {of_cohort}

-- name: middle -- the one or two middle lengths
SELECT secs FROM stay WHERE stage_id IN ({stages}) AND secs IS NOT NULL AND counted = 1 {of_cohort}
ORDER BY secs LIMIT :take OFFSET :skip
