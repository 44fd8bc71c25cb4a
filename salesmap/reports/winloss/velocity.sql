-- Sales velocity.

-- name: open -- leads open now
SELECT {groups} count(*) FROM lead l {joins} WHERE l.status = 'open' {condition} {grouping}

-- name: closed -- won, lost; won value, won leads with a value; days of won leads, won leads with known days
SELECT {groups} count(CASE WHEN l.status = 'won' THEN 1 END), count(CASE WHEN l.status = 'lost' THEN 1 END),
  coalesce(sum(CASE WHEN l.status = 'won' THEN l.value_cents END), 0), count(CASE WHEN l.status = 'won' AND l.value_cents IS NOT NULL THEN 1 END),
  coalesce(sum(CASE WHEN l.status = 'won' THEN l.cycle_days END), 0), count(CASE WHEN l.status = 'won' THEN l.cycle_days END)
FROM lead l {joins} WHERE l.status IN ('won', 'lost') {condition} {grouping}
