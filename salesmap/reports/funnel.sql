-- The funnel, stage by stage: how many leads reached each stage before the win, where they stand, where they were lost.
-- {cohort} narrows `lead l` to the leads asked for; {of_cohort} narrows `stay` to theirs. Both are empty for the whole
-- book, which is then answered from indexes alone.

-- name: process -- the process asked for, or the first
SELECT id FROM process WHERE CAST(:process AS TEXT) IS NULL OR key = :process ORDER BY id LIMIT 1

-- name: stages
SELECT id, key, CASE WHEN :lang = 'zh' THEN label_zh ELSE label_en END, position FROM stage
WHERE process_id = :process_id AND phase = 'before' ORDER BY position

-- name: standing -- leads and their value by status, stage and position of the furthest stage
SELECT l.status, l.stage_id, f.position, count(*), sum(l.value_cents), min(l.currency), max(l.currency)
FROM lead l JOIN stage f ON f.id = l.furthest_id
WHERE l.process_id = :process_id AND l.status <> 'dropped' {cohort}
GROUP BY l.status, l.stage_id, l.furthest_id, f.position

-- name: advanced -- leads that left a stage forwards
SELECT count(DISTINCT lead_id) FROM stay
WHERE stage_id = :stage_id AND outcome IN ('forward', 'won') AND counted = 1 {of_cohort}

-- name: completed -- stays of known length
SELECT count(*) FROM stay WHERE stage_id = :stage_id AND secs IS NOT NULL AND counted = 1 {of_cohort}

-- name: middle -- the one or two middle lengths
SELECT secs FROM stay WHERE stage_id = :stage_id AND secs IS NOT NULL AND counted = 1 {of_cohort}
ORDER BY secs LIMIT :take OFFSET :skip
