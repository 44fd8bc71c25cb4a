-- What moved in the pipeline from the first to the last day of a time; both days count. {groups} are the dimensions asked for, {joins} the
-- tables that they need, {condition} which leads are asked for, {figures} what is told of each, {ending} groups them.

-- name: movements -- each lead under all that it did
WITH
-- Ends that were taken back: the lead was closed from left_at until it stood before the win again.
taken_back(lead_id, stay_id, outcome, left_at, again_at) AS (
  SELECT e.lead_id, e.id, e.outcome, e.left_at, min(n.entered_at) FROM stay e JOIN stay n ON n.lead_id = e.lead_id AND n.id > e.id
  JOIN stage s ON s.id = n.stage_id AND s.phase = 'before'
  WHERE e.outcome IN ('won', 'lost', 'dropped') GROUP BY e.id, e.lead_id, e.outcome, e.left_at
),
-- The leads that were in the pipeline in the time: how they came into it, and where its end found them. The end that still stands counts
-- by its day, as everywhere; what was closed before it came in came in when it was closed.
lives(id, value_cents, expected_close, status, came, went) AS (
  SELECT l.id, l.value_cents, l.expected_close, l.status,
    CASE WHEN l.created_on >= :from AND (l.closed_on IS NULL OR l.closed_on >= :from) THEN 'came_in'
      WHEN b.lead_id IS NULL THEN 'open_before' ELSE 'reopened' END,
    CASE WHEN l.closed_on <= :to THEN l.status WHEN a.lead_id IS NULL THEN 'open_after' ELSE a.outcome END
  FROM lead l
  LEFT JOIN taken_back b ON b.lead_id = l.id AND b.left_at < :from_instant AND b.again_at >= :from_instant
  LEFT JOIN taken_back a ON a.lead_id = l.id AND a.left_at < :to_instant AND a.again_at >= :to_instant
  WHERE (l.created_on <= :to OR l.closed_on <= :to) AND (l.closed_on >= :from OR (l.closed_on IS NULL AND l.status = 'open'))
    AND (b.stay_id IS NULL OR b.stay_id <> coalesce(a.stay_id, 0) OR l.closed_on <= :to)
),
deeds(id, value_cents, what) AS (
  SELECT id, value_cents, came FROM lives
  UNION ALL SELECT id, value_cents, went FROM lives
  UNION ALL SELECT l.id, l.value_cents, y.what FROM (
    SELECT DISTINCT lead_id, CASE outcome WHEN 'forward' THEN 'moved_on' ELSE 'moved_back' END AS what FROM stay
    WHERE +outcome IN ('forward', 'back') AND +counted = 1 AND left_at >= :from_instant AND left_at < :to_instant
  ) y JOIN lead l ON l.id = y.lead_id
  UNION ALL SELECT id, value_cents, 'slipped' FROM lead WHERE id IN (SELECT value FROM json_each(:slipped)) AND status <> 'dropped'
  UNION ALL SELECT id, value_cents, 'pulled_in' FROM lead WHERE id IN (SELECT value FROM json_each(:pulled_in)) AND status <> 'dropped'
  -- What was expected of leads of which something was said is worked out; of all others it is as it is now.
  UNION ALL SELECT id, value_cents, 'missed' FROM lives WHERE went = 'open_after' AND status <> 'dropped' AND id IN (SELECT value FROM json_each(:due))
  UNION ALL SELECT id, value_cents, 'missed' FROM lives
  WHERE went = 'open_after' AND status <> 'dropped' AND expected_close BETWEEN :from AND :by AND id NOT IN (SELECT value FROM json_each(:said))
)
SELECT {groups} d.what, {figures} FROM deeds d {joins} WHERE 1 {condition} {ending}

-- name: edited -- what was expected of leads that were edited since the time began, or that files tell of: until when, as the journal kept
-- it, and whether it was a file that made an end of it
SELECT r.row_id, k.at, json_extract(r.before, '$.expected_close'), k.what = :imported FROM change_row r JOIN change k ON k.id = r.change_id
WHERE r.table_name = 'lead' AND r.before IS NOT NULL AND (k.at >= :from_instant OR r.row_id IN (SELECT lead_id FROM expectation))
ORDER BY r.row_id, k.id

-- name: told -- what files tell of the expected close, in the order of time
SELECT lead_id, at, expected_close FROM expectation WHERE expected_close IS NOT NULL AND at < :to_instant ORDER BY lead_id, at

-- name: held -- since when leads are in the book, and when they are expected to close now
SELECT l.id, l.recorded_at, l.expected_close FROM json_each(:ids) w JOIN lead l ON l.id = w.value
