-- Figures of the whole book. {groups} are the dimensions asked for, {joins} the tables they need, {condition} which leads are asked for,
-- {grouping} groups and orders by the dimensions. Statements named `…_leads` list the leads behind a figure.

-- name: winrate
SELECT {groups} count(CASE WHEN l.status = 'won' THEN 1 END), count(CASE WHEN l.status = 'lost' THEN 1 END),
  coalesce(sum(CASE WHEN l.status = 'won' THEN l.value_cents END), 0), coalesce(sum(CASE WHEN l.status = 'lost' THEN l.value_cents END), 0)
FROM lead l {joins} WHERE l.status IN ('won', 'lost') {condition} {grouping}

-- name: leads -- the leads themselves, with what became of them
SELECT {groups} l.status, l.id FROM lead l {joins} WHERE l.status <> 'dropped' {condition} ORDER BY l.id

-- name: winshare -- won leads among all that came in
SELECT {groups} count(CASE WHEN l.status = 'won' THEN 1 END), count(*),
  coalesce(sum(CASE WHEN l.status = 'won' THEN l.value_cents END), 0), coalesce(sum(l.value_cents), 0)
FROM lead l {joins} WHERE l.status <> 'dropped' {condition} {grouping}

-- name: cycle -- the days that leads took
SELECT {groups} l.status, json_group_array(l.cycle_days) FROM lead l {joins}
WHERE l.status IN ('won', 'lost') AND l.cycle_days IS NOT NULL {condition}
GROUP BY {places} ORDER BY {places}

-- name: timed -- leads that ended, with a known length
SELECT {groups} l.status, l.id FROM lead l {joins} WHERE l.status IN ('won', 'lost') AND l.cycle_days IS NOT NULL {condition} ORDER BY l.id

-- name: sizes -- the values of the leads that ended
SELECT {groups} l.status, json_group_array(l.value_cents) FROM lead l {joins}
WHERE l.status IN ('won', 'lost') AND l.value_cents IS NOT NULL {condition}
GROUP BY {places} ORDER BY {places}

-- name: sized -- leads that ended, with a known value
SELECT {groups} l.status, l.id FROM lead l {joins} WHERE l.status IN ('won', 'lost') AND l.value_cents IS NOT NULL {condition} ORDER BY l.id

-- name: overview -- what came in, and what became of it
SELECT {groups} count(*), count(CASE WHEN l.status = 'open' THEN 1 END), count(CASE WHEN l.status = 'won' THEN 1 END),
  count(CASE WHEN l.status = 'lost' THEN 1 END), coalesce(sum(CASE WHEN l.status = 'open' THEN l.value_cents END), 0),
  coalesce(sum(CASE WHEN l.status = 'won' THEN l.value_cents END), 0)
FROM lead l {joins} WHERE l.status <> 'dropped' {condition} {grouping}

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

-- name: stage_lengths -- the lengths of completed stays, one list for each stage: a row for each stay would take twice the time
SELECT {groups} y.stage_id, json_group_array(y.secs) FROM stay y JOIN lead l ON l.id = y.lead_id {joins}
WHERE +y.secs IS NOT NULL AND +y.counted = 1 {condition} GROUP BY {places}

-- name: stage_lengths_leads
SELECT DISTINCT {groups} y.stage_id, l.id FROM stay y JOIN lead l ON l.id = y.lead_id {joins}
WHERE y.secs IS NOT NULL AND y.counted = 1 {condition} ORDER BY l.id

-- name: standing -- leads and their value by where they stand and how far they came
SELECT {groups} l.status, l.stage_id, l.furthest_id, count(*), coalesce(sum(l.value_cents), 0) FROM lead l {joins}
WHERE l.status <> 'dropped' {condition} GROUP BY {places}

-- name: standing_leads
SELECT {groups} l.status, l.stage_id, l.furthest_id, l.id FROM lead l {joins} WHERE l.status <> 'dropped' {condition} ORDER BY l.id

-- name: advanced -- how often a stage was left onwards, each lead once
SELECT {groups} y.stage_id, count(*) FROM stay y JOIN lead l ON l.id = y.lead_id {joins}
WHERE y.outcome IN ('forward', 'won') AND y.counted = 1 AND y.again = 0 {condition} GROUP BY {places}

-- name: stays -- both at once: how often a stage was left onwards, and the lengths of completed stays
SELECT {groups} y.stage_id, count(CASE WHEN y.outcome IN ('forward', 'won') AND y.again = 0 THEN 1 END),
  json_group_array(y.secs) FILTER (WHERE y.secs IS NOT NULL)
FROM stay y JOIN lead l ON l.id = y.lead_id {joins} WHERE +y.counted = 1 {condition} GROUP BY {places}

-- name: advanced_leads -- leads that left a stage onwards
SELECT {groups} y.stage_id, l.id FROM stay y JOIN lead l ON l.id = y.lead_id {joins}
WHERE y.outcome IN ('forward', 'won') AND y.counted = 1 AND y.again = 0 {condition} ORDER BY l.id

-- name: assigned -- assigned leads, the hours that their stage of then allows, the first contact and the first promise kept since, if any
SELECT {groups} l.id, s0.response_hours,
  (SELECT min(i.at) FROM interaction i WHERE i.lead_id = l.id AND i.kind <> 'note' AND i.at >= l.assigned_at),
  (SELECT min(f.done_at) FROM followup f WHERE f.lead_id = l.id AND f.done_at >= l.assigned_at),
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

-- name: created_leads
SELECT {groups} substr(l.created_on, 1, 7), l.id FROM lead l {joins} WHERE l.status <> 'dropped' {condition} ORDER BY l.id

-- name: closed_leads
SELECT {groups} substr(l.closed_on, 1, 7), l.status, l.id FROM lead l {joins}
WHERE l.status IN ('won', 'lost') AND l.closed_on IS NOT NULL {condition} ORDER BY l.id

-- name: cohorts_leads
SELECT {groups} substr(l.created_on, 1, 7), CASE WHEN l.status = 'won' THEN substr(l.closed_on, 1, 7) END, l.id
FROM lead l {joins} WHERE l.status <> 'dropped' {condition} ORDER BY l.id

-- name: done_leads
SELECT DISTINCT {groups} 'done', l.id FROM followup f JOIN lead l ON l.id = f.lead_id {joins}
WHERE f.done_at IS NOT NULL AND (:from IS NULL OR f.done_at >= :from) AND (:to IS NULL OR f.done_at < :to) {condition} ORDER BY l.id

-- name: among -- those of some leads that are asked for
SELECT {groups} l.id, coalesce(l.value_cents, 0) FROM lead l {joins}
WHERE l.id IN (SELECT value FROM json_each(:ids)) {condition} ORDER BY l.id

-- name: currencies -- of what amounts are; ordering them here would take twice the time
SELECT DISTINCT l.currency FROM lead l WHERE l.value_cents IS NOT NULL {condition}
