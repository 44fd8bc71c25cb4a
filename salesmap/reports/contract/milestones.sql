-- Milestones of signed contracts whose day has come.

-- name: milestones
SELECT {groups} count(*), count(CASE WHEN l.done_on <= :today THEN 1 END),
  count(CASE WHEN l.done_on <= l.due_on THEN 1 END)
FROM {source} {joins} WHERE l.due_on <= :today {condition} {grouping}
