-- Win rate, by count and by value.

-- name: of_closed -- leads won and lost
SELECT {groups} count(CASE WHEN l.status = 'won' THEN 1 END), count(CASE WHEN l.status = 'lost' THEN 1 END),
  coalesce(sum(CASE WHEN l.status = 'won' THEN l.value_cents END), 0), coalesce(sum(CASE WHEN l.status = 'lost' THEN l.value_cents END), 0)
FROM lead l {joins} WHERE l.status IN ('won', 'lost') {condition} {grouping}

-- name: of_created -- leads won, among all that were created
SELECT {groups} count(CASE WHEN l.status = 'won' THEN 1 END), count(*),
  coalesce(sum(CASE WHEN l.status = 'won' THEN l.value_cents END), 0), coalesce(sum(l.value_cents), 0)
FROM lead l {joins} WHERE l.status <> 'dropped' {condition} {grouping}
