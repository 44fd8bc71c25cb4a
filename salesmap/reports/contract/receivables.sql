-- Receivables: the open parts of payment plans by age.

-- name: receivables -- what is not due includes what has no date, and what is open of contracts without a plan
SELECT {groups}
  coalesce(sum(CASE WHEN l.due_on IS NULL OR l.due_on >= :today THEN l.value_cents END), 0),
  coalesce(sum(CASE WHEN l.due_on < :today AND l.due_on >= :d30 THEN l.value_cents END), 0),
  coalesce(sum(CASE WHEN l.due_on < :d30 AND l.due_on >= :d60 THEN l.value_cents END), 0),
  coalesce(sum(CASE WHEN l.due_on < :d60 AND l.due_on >= :d90 THEN l.value_cents END), 0),
  coalesce(sum(CASE WHEN l.due_on < :d90 THEN l.value_cents END), 0),
  coalesce(sum(CASE WHEN l.due_on < :today THEN l.value_cents END), 0)
FROM {source} {joins} WHERE 1 = 1 {condition} {grouping}

-- name: no_plan
SELECT {groups} coalesce(sum(l.value_cents), 0) FROM {source} {joins} WHERE l.is_open AND l.value_cents > 0 {condition} {grouping}
