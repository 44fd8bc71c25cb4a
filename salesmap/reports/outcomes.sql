-- How leads end. {dimension} is what they are grouped by, {condition} which of them are asked for (by the day they closed).

-- name: winrate
SELECT {dimension} AS grouped, count(CASE WHEN l.status = 'won' THEN 1 END), count(CASE WHEN l.status = 'lost' THEN 1 END),
  coalesce(sum(CASE WHEN l.status = 'won' THEN l.value_cents END), 0), coalesce(sum(CASE WHEN l.status = 'lost' THEN l.value_cents END), 0)
FROM lead l LEFT JOIN customer c ON c.id = l.customer_id
WHERE l.status IN ('won', 'lost') {condition}
GROUP BY grouped ORDER BY grouped

-- name: cycle -- how many leads took how many days
SELECT {dimension} AS grouped, l.status, l.cycle_days, count(*)
FROM lead l LEFT JOIN customer c ON c.id = l.customer_id
WHERE l.status IN ('won', 'lost') AND l.cycle_days IS NOT NULL {condition}
GROUP BY grouped, l.status, l.cycle_days ORDER BY grouped, l.cycle_days
