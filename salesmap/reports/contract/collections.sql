-- Collections: what was signed, what came, what of it fell due.

-- name: signed -- contracts signed in the time
SELECT {groups} count(*), coalesce(sum(l.value_cents), 0) FROM {source} {joins} WHERE 1 = 1 {condition} {grouping}

-- name: money -- payments of the time, or parts that fell due in it
SELECT {groups} coalesce(sum(l.value_cents), 0) FROM {source} {joins} WHERE 1 = 1 {condition} {grouping}

-- name: due -- parts that fell due in the time, through :today
SELECT {groups} coalesce(sum(l.value_cents), 0) FROM {source} {joins} WHERE l.due_on <= :today {condition} {grouping}

-- name: overdue
SELECT {groups} coalesce(sum(l.value_cents), 0) FROM {source} {joins} WHERE l.due_on < :today {condition} {grouping}
