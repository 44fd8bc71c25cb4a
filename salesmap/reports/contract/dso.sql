-- Days of sales outstanding.

-- name: sums -- {source} to :end, and of the days from :begin on
SELECT {groups} coalesce(sum(l.value_cents), 0), coalesce(sum(CASE WHEN l.{day} >= :begin THEN l.value_cents END), 0)
FROM {source} {joins} WHERE l.{day} <= :end {condition} {grouping}
