-- What moved in the pipeline from the first to the last day of a time; both days count. {groups} are the dimensions, {joins} the
-- tables that they need, {condition} the leads in scope, {figures} what is selected of each change, {ending} groups or orders.

-- name: changes -- each lead under all its changes
WITH
-- Closes that were undone: the lead was closed from left_at until it stood before the win again.
undone(lead_id, stay_id, outcome, left_at, again_at) AS (
  SELECT e.lead_id, e.id, e.outcome, e.left_at, min(n.entered_at) FROM stay e JOIN stay n ON n.lead_id = e.lead_id AND n.id > e.id
  JOIN stage s ON s.id = n.stage_id AND s.phase = 'before'
  WHERE e.outcome IN ('won', 'lost', 'dropped') GROUP BY e.id, e.lead_id, e.outcome, e.left_at
),
-- The leads that were in the pipeline in the time: how they came into it, and how it ended for them. The close that still stands counts
-- by its day, as everywhere; a lead closed before its creation came in when it was closed, one of unknown creation before the time.
-- What leads were worth at both ends, where that may differ from now.
then_worth(id, first, last) AS (
  SELECT CAST(json_extract(value, '$[0]') AS INTEGER), CAST(json_extract(value, '$[1]') AS INTEGER), CAST(json_extract(value, '$[2]') AS INTEGER) FROM json_each(:values)
),
spans(id, first, last, expected_close, status, came, went) AS (
  SELECT l.id, {first}, {last}, l.expected_close, l.status,
    CASE WHEN l.created_unknown IS NULL AND l.created_on >= :from AND (l.closed_on IS NULL OR l.closed_on >= :from) THEN 'came_in'
      WHEN b.lead_id IS NULL THEN 'open_before' ELSE 'reopened' END,
    CASE WHEN l.closed_on <= :to THEN l.status WHEN a.lead_id IS NULL THEN 'open_after' ELSE a.outcome END
  FROM lead l
  LEFT JOIN then_worth t ON t.id = l.id
  LEFT JOIN undone b ON b.lead_id = l.id AND b.left_at < :from_instant AND b.again_at >= :from_instant
  LEFT JOIN undone a ON a.lead_id = l.id AND a.left_at < :to_instant AND a.again_at >= :to_instant
  WHERE (l.created_on <= :to OR l.created_unknown = 1 OR l.closed_on <= :to) AND (l.closed_on >= :from OR (l.closed_on IS NULL AND l.status = 'open'))
    AND (b.stay_id IS NULL OR b.stay_id <> coalesce(a.stay_id, 0) OR l.closed_on <= :to)
),
changes(id, value, what) AS (
  SELECT id, first, came FROM spans
  UNION ALL SELECT id, last, went FROM spans
  UNION ALL SELECT id, coalesce(last, 0) - coalesce(first, 0), 'value_changed' FROM spans WHERE coalesce(last, 0) <> coalesce(first, 0)
  UNION ALL SELECT l.id, {last}, y.what FROM (
    SELECT DISTINCT lead_id, CASE outcome WHEN 'forward' THEN 'moved_on' ELSE 'moved_back' END AS what FROM stay
    WHERE outcome || '' IN ('forward', 'back') AND +counted = 1 AND left_at >= :from_instant AND left_at < :to_instant
  ) y JOIN lead l ON l.id = y.lead_id LEFT JOIN then_worth t ON t.id = l.id
  UNION ALL SELECT l.id, {last}, 'slipped' FROM lead l LEFT JOIN then_worth t ON t.id = l.id
  WHERE l.id IN (SELECT CAST(value AS INTEGER) FROM json_each(:slipped)) AND l.status <> 'dropped'
  UNION ALL SELECT l.id, {last}, 'pulled_in' FROM lead l LEFT JOIN then_worth t ON t.id = l.id
  WHERE l.id IN (SELECT CAST(value AS INTEGER) FROM json_each(:pulled_in)) AND l.status <> 'dropped'
  -- Leads with a history of their expected close date are worked out in Python; that of all others is as it is now.
  UNION ALL SELECT id, last, 'missed' FROM spans WHERE went = 'open_after' AND status <> 'dropped' AND id IN (SELECT CAST(value AS INTEGER) FROM json_each(:due))
  UNION ALL SELECT id, last, 'missed' FROM spans
  WHERE went = 'open_after' AND status <> 'dropped' AND expected_close BETWEEN :from AND :by AND id NOT IN (SELECT CAST(value AS INTEGER) FROM json_each(:with_history))
)
SELECT {groups} d.what, {figures} FROM changes d {joins} WHERE true {condition} {ending}
