-- Figures of the whole book. {groups} are the dimensions asked for, {joins} the tables they need, {condition} which leads are asked for,
-- {grouping} groups and orders by the dimensions. Statements named `…_leads` list the leads behind a figure.

-- name: winrate
SELECT {groups} count(CASE WHEN l.status = 'won' THEN 1 END), count(CASE WHEN l.status = 'lost' THEN 1 END),
  coalesce(sum(CASE WHEN l.status = 'won' THEN l.value_cents END), 0), coalesce(sum(CASE WHEN l.status = 'lost' THEN l.value_cents END), 0)
FROM lead l {joins} WHERE l.status IN ('won', 'lost') {condition} {grouping}

-- name: winrate_leads
SELECT {groups} l.id FROM lead l {joins} WHERE l.status IN ('won', 'lost') {condition} ORDER BY l.id

-- name: winshare -- won leads among all that came in
SELECT {groups} count(CASE WHEN l.status = 'won' THEN 1 END), count(*),
  coalesce(sum(CASE WHEN l.status = 'won' THEN l.value_cents END), 0), coalesce(sum(l.value_cents), 0)
FROM lead l {joins} WHERE l.status <> 'dropped' {condition} {grouping}

-- name: cycle -- how many leads took how many days
SELECT {groups} l.status, l.cycle_days, count(*) FROM lead l {joins}
WHERE l.status IN ('won', 'lost') AND l.cycle_days IS NOT NULL {condition}
GROUP BY {places} ORDER BY {places}

-- name: cycle_leads -- by outcome, and both together
SELECT {groups} o.outcome, l.id FROM lead l
JOIN (SELECT 'won' AS outcome, 'won' AS status UNION ALL SELECT 'lost', 'lost' UNION ALL SELECT 'closed', 'won' UNION ALL SELECT 'closed', 'lost') o
  ON o.status = l.status {joins}
WHERE l.cycle_days IS NOT NULL {condition} ORDER BY l.id

-- name: overview -- what came in, and what became of it
SELECT {groups} count(*), count(CASE WHEN l.status = 'open' THEN 1 END), count(CASE WHEN l.status = 'won' THEN 1 END),
  count(CASE WHEN l.status = 'lost' THEN 1 END), coalesce(sum(CASE WHEN l.status = 'open' THEN l.value_cents END), 0),
  coalesce(sum(CASE WHEN l.status = 'won' THEN l.value_cents END), 0)
FROM lead l {joins} WHERE l.status <> 'dropped' {condition} {grouping}

-- name: overview_leads
SELECT {groups} l.id FROM lead l {joins} WHERE l.status <> 'dropped' {condition} ORDER BY l.id

-- name: created -- leads that came in, by month
SELECT {groups} substr(l.created_on, 1, 7) AS month, count(*) FROM lead l {joins} WHERE l.status <> 'dropped' {condition} GROUP BY {places}

-- name: closed -- leads won and lost, by month
SELECT {groups} substr(l.closed_on, 1, 7) AS month, count(CASE WHEN l.status = 'won' THEN 1 END), count(CASE WHEN l.status = 'lost' THEN 1 END),
  coalesce(sum(CASE WHEN l.status = 'won' THEN l.value_cents END), 0)
FROM lead l {joins} WHERE l.status IN ('won', 'lost') AND l.closed_on IS NOT NULL {condition} GROUP BY {places}

-- name: lost_reasons
SELECT {groups} l.lost_reason, count(*), coalesce(sum(l.value_cents), 0) FROM lead l {joins} WHERE l.status = 'lost' {condition}
GROUP BY {places} ORDER BY count(*) DESC, l.lost_reason

-- name: lost_reasons_leads
SELECT {groups} l.lost_reason, l.id FROM lead l {joins} WHERE l.status = 'lost' {condition} ORDER BY l.id

-- name: velocity -- open leads now; won, lost, won value and days of those that closed
SELECT {groups} count(CASE WHEN l.status = 'open' THEN 1 END), 0, 0, 0, 0, 0, 0 FROM lead l {joins} WHERE l.status = 'open' {condition} {grouping}

-- name: velocity_closed
SELECT {groups} 0, count(CASE WHEN l.status = 'won' THEN 1 END), count(CASE WHEN l.status = 'lost' THEN 1 END),
  coalesce(sum(CASE WHEN l.status = 'won' THEN l.value_cents END), 0), count(CASE WHEN l.status = 'won' AND l.value_cents IS NOT NULL THEN 1 END),
  coalesce(sum(CASE WHEN l.status = 'won' THEN l.cycle_days END), 0), count(CASE WHEN l.status = 'won' THEN l.cycle_days END)
FROM lead l {joins} WHERE l.status IN ('won', 'lost') {condition} {grouping}

-- name: stage_order -- the stages before the win, then those after it
SELECT s.key, CASE WHEN :lang = 'zh' THEN s.label_zh ELSE s.label_en END, min(p.position), min(s.position) FROM stage s
JOIN process p ON p.id = s.process_id GROUP BY s.key ORDER BY min(p.position), min(s.position)

-- name: steps -- every stage: its key, its id, its pipeline, and whether it is before the win or after, in order
SELECT key, id, process_id, phase FROM stage ORDER BY process_id, position

-- name: stage_lengths -- completed stays of known length
SELECT {groups} g.key, y.secs FROM stay y JOIN stage g ON g.id = y.stage_id JOIN lead l ON l.id = y.lead_id {joins}
WHERE +y.secs IS NOT NULL AND +y.counted = 1 {condition}

-- name: stage_lengths_leads
SELECT DISTINCT {groups} g.key, l.id FROM stay y JOIN stage g ON g.id = y.stage_id JOIN lead l ON l.id = y.lead_id {joins}
WHERE y.secs IS NOT NULL AND y.counted = 1 {condition} ORDER BY l.id

-- name: stage_now -- leads under way
SELECT {groups} g.key, count(*) FROM lead l JOIN stage g ON g.id = l.stage_id {joins}
WHERE ((l.status = 'open' AND g.phase = 'before') OR (l.status = 'won' AND g.phase = 'after')) {condition} GROUP BY {places}

-- name: standing -- leads by where they stand and how far they came
SELECT {groups} l.process_id, l.status, l.stage_id, l.furthest_id, count(*) FROM lead l {joins}
WHERE l.status <> 'dropped' {condition} GROUP BY {places}

-- name: left -- leads that left a stage onwards, and those lost in it
SELECT {groups} g.id, count(DISTINCT CASE WHEN y.outcome IN ('forward', 'won') THEN y.lead_id END),
  count(DISTINCT CASE WHEN y.outcome = 'lost' AND l.status = 'lost' AND l.stage_id = g.id THEN y.lead_id END)
FROM stay y JOIN stage g ON g.id = y.stage_id JOIN lead l ON l.id = y.lead_id {joins}
WHERE y.counted = 1 AND y.outcome IN ('forward', 'won', 'lost') {condition} GROUP BY {places}

-- name: assigned -- assigned leads whose response time has run out; the seconds to the first contact, if there was one
SELECT {groups} l.id, s0.response_hours,
  (SELECT min(at) FROM (
     SELECT min(i.at) AS at FROM interaction i WHERE i.lead_id = l.id AND i.kind <> 'note' AND i.at >= l.assigned_at
     UNION ALL SELECT min(f.done_at) FROM followup f WHERE f.lead_id = l.id AND f.done_at >= l.assigned_at)),
  l.assigned_at
FROM lead l JOIN stage s0 ON s0.id = coalesce(
    (SELECT y.stage_id FROM stay y WHERE y.lead_id = l.id AND y.entered_at <= l.assigned_at ORDER BY y.id DESC LIMIT 1),
    (SELECT y.stage_id FROM stay y WHERE y.lead_id = l.id ORDER BY y.id LIMIT 1), l.stage_id) {joins}
WHERE l.status <> 'dropped' {condition}

-- name: activity -- contacts and notes that happened, by kind
SELECT {groups} i.kind, count(*), count(DISTINCT l.id) FROM interaction i JOIN lead l ON l.id = i.lead_id {joins}
WHERE (:from IS NULL OR i.at >= :from) AND (:to IS NULL OR i.at < :to) {condition} GROUP BY {places} ORDER BY {places}

-- name: activity_leads
SELECT DISTINCT {groups} i.kind, l.id FROM interaction i JOIN lead l ON l.id = i.lead_id {joins}
WHERE (:from IS NULL OR i.at >= :from) AND (:to IS NULL OR i.at < :to) {condition} ORDER BY l.id

-- name: done -- promises kept, as another kind of activity
SELECT {groups} 'done', count(*), count(DISTINCT l.id) FROM followup f JOIN lead l ON l.id = f.lead_id {joins}
WHERE f.done_at IS NOT NULL AND (:from IS NULL OR f.done_at >= :from) AND (:to IS NULL OR f.done_at < :to) {condition} GROUP BY {places}

-- name: ages -- open leads and the day they came in
SELECT {groups} l.created_on, count(*), coalesce(sum(l.value_cents), 0) FROM lead l {joins} WHERE l.status = 'open' {condition}
GROUP BY {places}

-- name: ages_leads
SELECT {groups} l.created_on, l.id FROM lead l {joins} WHERE l.status = 'open' {condition} ORDER BY l.id

-- name: cohorts -- leads by the month they came in and the month they were won in
SELECT {groups} substr(l.created_on, 1, 7), CASE WHEN l.status = 'won' THEN substr(l.closed_on, 1, 7) END, count(*)
FROM lead l {joins} WHERE l.status <> 'dropped' {condition} GROUP BY {places} ORDER BY {places}

-- name: conversion_leads -- the leads that reached each stage before the win
SELECT {groups} g.key, l.id FROM lead l JOIN stage f ON f.id = l.furthest_id
JOIN stage g ON g.process_id = l.process_id AND g.phase = 'before' AND (g.position <= f.position OR l.status = 'won') {joins}
WHERE l.status <> 'dropped' {condition}
UNION ALL SELECT {groups} 'won', l.id FROM lead l {joins} WHERE l.status = 'won' {condition}

-- name: months_leads
SELECT {groups} substr(l.closed_on, 1, 7), l.id FROM lead l {joins}
WHERE l.status IN ('won', 'lost') AND l.closed_on IS NOT NULL {condition} ORDER BY l.id

-- name: cohorts_leads
SELECT {groups} substr(l.created_on, 1, 7), l.id FROM lead l {joins} WHERE l.status <> 'dropped' {condition} ORDER BY l.id

-- name: now_leads -- open leads by the stage where they stand, and those that were won
SELECT {groups} g.key, l.id FROM lead l JOIN stage g ON g.id = l.stage_id {joins} WHERE l.status = 'open' {condition}
UNION ALL SELECT {groups} 'won', l.id FROM lead l {joins} WHERE l.status = 'won' {condition}

-- name: advanced_leads -- leads that left a stage onwards
SELECT DISTINCT {groups} g.key, l.id FROM stay y JOIN stage g ON g.id = y.stage_id JOIN lead l ON l.id = y.lead_id {joins}
WHERE y.outcome IN ('forward', 'won') AND y.counted = 1 AND y.again = 0 {condition} ORDER BY l.id

-- name: lost_leads -- lost leads by the stage where they were lost
SELECT {groups} g.key, l.id FROM lead l JOIN stage g ON g.id = l.stage_id {joins} WHERE l.status = 'lost' {condition} ORDER BY l.id
