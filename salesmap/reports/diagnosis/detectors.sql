-- Detectors: each statement lists the cases of a metric with the lead, its value, and whether it shows the problem (`bad`).
-- {stages} are the rows of the stage, {in_scope} narrows `lead l`, :since and :until bound what happened.
-- Deadlines are counted by the engine itself: a case for each of a hundred thousand leads would take a second in Python.

-- name: missing_share -- {missing} is true where one of the fields is not filled in
SELECT l.id AS lead_id, l.value_cents AS value, {missing} AS bad
FROM lead l LEFT JOIN contact k ON k.id = l.contact_id
WHERE l.status = 'open' AND l.stage_id IN ({stages}) {in_scope}

-- name: is_kept -- whether any lead has a field filled in: what nobody fills in is not missing
SELECT 1 FROM lead l LEFT JOIN contact k ON k.id = l.contact_id WHERE NOT ({missing}) LIMIT 1

-- name: late_entry_share -- contacts and leads that were typed in, not imported, by the lead's stage at that time
SELECT l.id AS lead_id, l.value_cents AS value, i.recorded_at > {entry_deadline} AS bad
FROM interaction i JOIN lead l ON l.id = i.lead_id
JOIN stay y ON y.lead_id = l.id AND y.stage_id IN ({stages}) AND y.entered_at <= i.at AND (y.left_at IS NULL OR y.left_at > i.at)
WHERE i.import_key IS NULL AND i.kind <> 'note' AND i.recorded_at >= :since AND i.recorded_at <= :until {in_scope}
UNION ALL
SELECT l.id, l.value_cents, l.recorded_at > {lead_deadline}
FROM lead l JOIN stay y ON y.lead_id = l.id AND y.stage_id IN ({stages}) AND y.entered_at = l.created_at
WHERE l.recorded_at >= :since AND l.recorded_at <= :until AND l.status <> 'dropped'
  AND l.created_at >= (SELECT min(recorded_at) FROM lead) {in_scope}

-- name: followed -- assigned leads whose response time is over, and whether there was no contact within it
-- A lead imported after its time was over counts only where contacts are recorded at all.
SELECT d.lead_id, d.value,
  NOT EXISTS (SELECT 1 FROM interaction i WHERE i.lead_id = d.lead_id AND i.kind <> 'note' AND i.at >= d.assigned_at AND i.at <= d.deadline)
  AND NOT EXISTS (SELECT 1 FROM followup f WHERE f.lead_id = d.lead_id AND f.done_at >= d.assigned_at AND f.done_at <= d.deadline) AS bad
FROM (
  SELECT l.id AS lead_id, l.value_cents AS value, l.assigned_at, l.recorded_at,
    {response_deadline} AS deadline
  FROM lead l JOIN stage s ON s.id = coalesce(
    (SELECT y.stage_id FROM stay y WHERE y.lead_id = l.id AND y.entered_at <= l.assigned_at ORDER BY y.id DESC LIMIT 1),
    (SELECT y.stage_id FROM stay y WHERE y.lead_id = l.id ORDER BY y.id LIMIT 1))
  WHERE s.id IN ({stages}) AND l.status <> 'dropped' AND l.assigned_at >= :since AND l.assigned_at <= :until {in_scope}
) d
WHERE d.deadline <= :until AND (d.recorded_at <= d.deadline OR :records_contacts)

-- name: records_contacts -- whether any contact was ever recorded
SELECT EXISTS (SELECT 1 FROM interaction WHERE kind <> 'note') OR EXISTS (SELECT 1 FROM followup WHERE done_at IS NOT NULL)

-- name: records_care -- whether any contact was ever recorded after a win
SELECT EXISTS (SELECT 1 FROM lead l JOIN interaction i ON i.lead_id = l.id AND i.kind <> 'note' AND i.at > l.closed_at WHERE l.status = 'won')
  OR EXISTS (SELECT 1 FROM lead l JOIN followup f ON f.lead_id = l.id AND f.done_at > l.closed_at WHERE l.status = 'won')

-- name: quiet_share -- leads in progress in the stage, without activity since :quiet_since and without a follow-up to come
SELECT l.id AS lead_id, l.value_cents AS value, l.touched_at < :quiet_since AND NOT EXISTS (
  SELECT 1 FROM followup f WHERE f.lead_id = l.id AND f.done_at IS NULL AND f.dropped_at IS NULL AND f.due_on >= :today) AS bad
FROM lead l WHERE l.status = :status AND l.stage_id IN ({stages}) {in_scope}

-- name: overdue_share
SELECT l.id AS lead_id, l.value_cents AS value, min(f.due_on) < :today AS bad
FROM lead l JOIN followup f ON f.lead_id = l.id AND f.done_at IS NULL AND f.dropped_at IS NULL
WHERE l.status = :status AND l.stage_id IN ({stages}) {in_scope} GROUP BY l.id

-- name: long_share
SELECT l.id AS lead_id, l.value_cents AS value, l.stage_since < :days_ago AS bad
FROM lead l WHERE l.status = 'open' AND l.stage_id IN ({stages}) {in_scope}

-- name: median_days -- completed stays, and current ones that are longer than the threshold already
-- The plus keeps SQLite from the index of lengths: looking up the end of every stay takes four times as long.
SELECT l.id AS lead_id, l.value_cents AS value, y.secs, y.secs > :threshold_secs AS bad
FROM stay y JOIN lead l ON l.id = y.lead_id
WHERE y.stage_id IN ({stages}) AND +y.counted = 1 AND +y.secs IS NOT NULL AND y.left_at >= :since AND y.left_at <= :until {in_scope}
UNION ALL
SELECT l.id, l.value_cents, {secs_so_far}, true
FROM lead l WHERE l.status = 'open' AND l.stage_id IN ({stages})
  AND l.stage_since < :threshold_ago {in_scope}

-- name: lost_share -- {reason} is true where the reason of the lost lead has one of the words
SELECT l.id AS lead_id, l.value_cents AS value, y.outcome = 'lost' AND {reason} AS bad
FROM stay y JOIN lead l ON l.id = y.lead_id
WHERE y.stage_id IN ({stages}) AND y.counted = 1 AND y.outcome IN ('forward', 'won', 'lost') AND y.left_at >= :since AND y.left_at <= :until {in_scope}

-- name: returned_share -- leads that left the stage forwards, and whether they came back to it
SELECT l.id AS lead_id, l.value_cents AS value, EXISTS (
  SELECT 1 FROM stay b WHERE b.lead_id = y.lead_id AND b.stage_id = y.stage_id AND b.id > y.id AND b.entered_at <= :until) AS bad
FROM stay y JOIN lead l ON l.id = y.lead_id
WHERE y.stage_id IN ({stages}) AND y.outcome IN ('forward', 'won') AND y.counted = 1 AND y.again = 0
  AND y.left_at >= :since AND y.left_at <= :until {in_scope}

-- name: late_close_share
SELECT l.id AS lead_id, l.value_cents AS value, l.expected_close < :today AS bad
FROM lead l WHERE l.status = 'open' AND l.stage_id IN ({stages}) AND l.expected_close IS NOT NULL {in_scope}

-- name: no_repurchase_share -- a case for each customer won long enough ago: its last won lead, and whether there was none after the first win
-- The plus keeps SQLite from the index of customers: looking up the leads of each takes twice as long as a look at all.
SELECT w.lead_id, w.value, w.newest_on <= w.first_win AS bad
FROM (
  SELECT min(p.won_on) AS first_win, max(CASE WHEN p.won_on IS NOT NULL THEN p.id END) AS lead_id,
    sum(CASE WHEN p.won_on IS NOT NULL THEN p.value END) AS value, max(p.created_on) AS newest_on
  FROM (
    SELECT l.id, l.customer_id, l.created_on, l.value_cents AS value,
      CASE WHEN l.status = 'won' AND l.closed_on <= :day_ago AND l.closed_on >= :since_day
        AND l.process_id IN (SELECT process_id FROM stage WHERE id IN ({stages})) {in_scope} THEN l.closed_on END AS won_on
    FROM lead l WHERE l.status <> 'dropped' AND +l.customer_id IS NOT NULL
  ) p GROUP BY +p.customer_id HAVING min(p.won_on) IS NOT NULL
) w

-- name: stages -- the rows of every stage, with their pipeline
SELECT s.id, s.key, p.key FROM stage s JOIN process p ON p.id = s.process_id ORDER BY p.position, s.position

-- name: judged -- the number of {cases} and of bad ones; the leads with bad ones, and their value
WITH cases AS MATERIALIZED ({cases})
SELECT (SELECT count(*) FROM cases), (SELECT coalesce(sum(bad), 0) FROM cases), count(lead_id), coalesce(sum(value), 0)
FROM (SELECT lead_id, max(value) AS value FROM cases WHERE bad GROUP BY lead_id) b

-- name: middle -- the one or two middle lengths
SELECT secs FROM ({cases}) c ORDER BY secs LIMIT :take OFFSET :skip

-- name: leads -- that show the problem
SELECT DISTINCT lead_id FROM ({cases}) c WHERE bad AND lead_id IS NOT NULL ORDER BY lead_id

-- name: to_act_on -- of some leads, those in progress without a next step: id, owner, name; {still} narrows them
SELECT l.id, l.owner, l.name FROM lead l WHERE l.status = :status AND l.id IN (SELECT CAST(value AS INTEGER) FROM json_each(:ids))
  AND NOT EXISTS (SELECT 1 FROM followup f WHERE f.lead_id = l.id AND f.done_at IS NULL AND f.dropped_at IS NULL AND f.due_on >= :today)
  {still} ORDER BY l.id

-- name: of_status -- of some leads, one with a status
SELECT 1 FROM lead WHERE status = :status AND id IN (SELECT CAST(value AS INTEGER) FROM json_each(:ids)) LIMIT 1

-- name: in_stage -- leads in progress in the stage
SELECT id FROM lead WHERE status = :status AND stage_id IN ({stages}) ORDER BY id

-- name: quote_unanswered_share -- quotes whose newest version was sent so long ago that its follow-up time is over
SELECT l.id AS lead_id, l.value_cents AS value, v.accepted_at IS NULL AND v.declined_at IS NULL AND v.withdrawn_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM bid b WHERE b.quote_id = v.quote_id AND b.at > v.sent_at)
  AND NOT EXISTS (SELECT 1 FROM interaction i WHERE i.lead_id = l.id AND i.kind <> 'note' AND i.at > v.sent_at) AS bad
FROM quote_version v JOIN quote q ON q.id = v.quote_id JOIN lead l ON l.id = q.lead_id
WHERE v.sent_at >= :since AND v.sent_at <= :follow_ago AND l.status <> 'dropped' AND l.stage_id IN ({stages}) {in_scope}
  AND NOT EXISTS (SELECT 1 FROM quote_version o WHERE o.quote_id = v.quote_id AND o.n > v.n AND o.sent_at IS NOT NULL)

-- name: quote_rounds_median -- quotes decided, with the number of versions sent
SELECT d.lead_id, d.value, d.secs, d.secs > :threshold_secs AS bad
FROM (
  SELECT l.id AS lead_id, l.value_cents AS value,
    (SELECT count(*) FROM quote_version o WHERE o.quote_id = v.quote_id AND o.sent_at IS NOT NULL) AS secs
  FROM quote_version v JOIN quote q ON q.id = v.quote_id JOIN lead l ON l.id = q.lead_id
  WHERE coalesce(v.accepted_at, v.declined_at) >= :since AND coalesce(v.accepted_at, v.declined_at) <= :until
    AND l.status <> 'dropped' AND l.stage_id IN ({stages}) {in_scope}
) d

-- name: price_only_share -- versions sent after the first
SELECT l.id AS lead_id, l.value_cents AS value, v.why = 'price' AND v.got IS NULL AS bad
FROM quote_version v JOIN quote q ON q.id = v.quote_id JOIN lead l ON l.id = q.lead_id
WHERE v.n > 1 AND v.sent_at >= :since AND v.sent_at <= :until AND l.status <> 'dropped' AND l.stage_id IN ({stages}) {in_scope}

-- name: approval_hours -- approvals of quotes asked for, with the time to the decision or so far
SELECT d.lead_id, d.value, d.secs, d.secs > :threshold_secs AS bad
FROM (
  SELECT l.id AS lead_id, l.value_cents AS value, {approval_secs} AS secs
  FROM approval a JOIN quote_version v ON v.id = a.quote_version_id JOIN quote q ON q.id = v.quote_id
  JOIN lead l ON l.id = q.lead_id
  WHERE a.asked_at >= :since AND a.asked_at <= :until AND (a.decided_at IS NOT NULL OR a.voided_at IS NULL)
    AND l.status <> 'dropped' AND l.stage_id IN ({stages}) {in_scope}
) d

-- name: below_floor_share -- versions sent
SELECT l.id AS lead_id, l.value_cents AS value, v.below_floor = 1 AS bad
FROM quote_version v JOIN quote q ON q.id = v.quote_id JOIN lead l ON l.id = q.lead_id
WHERE v.sent_at >= :since AND v.sent_at <= :until AND l.status <> 'dropped' AND l.stage_id IN ({stages}) {in_scope}

-- name: needs_uncovered_share -- open leads in the stage or later that have needs
SELECT l.id AS lead_id, l.value_cents AS value, EXISTS (
  SELECT 1 FROM need n WHERE n.lead_id = l.id AND n.product_code IS NULL AND n.workaround IS NULL) AS bad
FROM lead l JOIN stage s ON s.id = l.stage_id
WHERE l.status = 'open' AND EXISTS (SELECT 1 FROM need n WHERE n.lead_id = l.id)
  AND EXISTS (SELECT 1 FROM stage f WHERE f.id IN ({stages}) AND f.process_id = s.process_id AND f.position <= s.position) {in_scope}

-- name: late_milestone_share -- milestones whose day has passed, of signed contracts in the pipelines of the stage
SELECT l.id AS lead_id, l.value_cents AS value,
  CASE WHEN m.done_on IS NULL THEN m.due_on < :today ELSE m.done_on > m.due_on END AS bad
FROM milestone m JOIN contract k ON k.id = m.contract_id LEFT JOIN lead l ON l.id = k.lead_id
WHERE m.due_on <= :today AND m.due_on >= :since_day AND k.signed_on IS NOT NULL AND k.voided_on IS NULL
  AND (k.terminated_on IS NULL OR m.due_on <= k.terminated_on)
  AND (l.id IS NULL OR l.process_id IN (SELECT process_id FROM stage WHERE id IN ({stages}))) {in_scope}

-- name: overdue_payment_share -- parts of payment plans that have fallen due, in the pipelines of the stage
SELECT l.id AS lead_id, p.amount_cents - p.received_cents AS value, p.due_on < :today AND {is_expected} AS bad
FROM plan_part p JOIN contract k ON k.id = p.contract_id LEFT JOIN lead l ON l.id = k.lead_id
WHERE p.due_on <= :today AND p.due_on >= :since_day AND {is_claimed}
  AND (l.id IS NULL OR l.process_id IN (SELECT process_id FROM stage WHERE id IN ({stages}))) {in_scope}

-- name: csat_low_share -- ratings on the scale of satisfaction, each with the lead it is of, else the customer's newest won one
SELECT l.id AS lead_id, l.value_cents AS value, r.score <= :low_csat AS bad
FROM rating r LEFT JOIN contract k ON k.id = r.contract_id
LEFT JOIN lead l ON l.id = coalesce(r.lead_id, k.lead_id, (SELECT n.id FROM lead n
  WHERE n.customer_id = r.customer_id AND n.status <> 'dropped' ORDER BY n.status <> 'won', n.created_on DESC, n.id DESC LIMIT 1))
WHERE r.scale = 'csat5' AND r.at >= :since AND r.at <= :until
  AND (l.id IS NULL OR l.process_id IN (SELECT process_id FROM stage WHERE id IN ({stages}))) {in_scope}

-- name: response_breach_share -- tickets that were answered, or whose target has passed
SELECT l.id AS lead_id, l.value_cents AS value, l.ticket_id AS record_id,
  coalesce(l.response_due < :until AND l.is_response_breached = 1, false) AS bad
FROM {tickets} WHERE l.is_ours = 0 AND l.response_due IS NOT NULL AND l.is_contradictory = 0
  AND l.opened_at >= :since AND l.opened_at <= :until AND (l.response_due <= :until OR l.answered_at <= :until)
  AND (l.id IS NULL OR l.process_id IN (SELECT process_id FROM stage WHERE id IN ({stages}))) {in_scope}

-- name: records -- the tickets that show the problem
SELECT DISTINCT record_id FROM ({cases}) AS cases WHERE bad ORDER BY record_id

-- name: care_overdue_share -- customers whose tier asks for care, each with its newest won lead
SELECT l.id AS lead_id, l.value_cents AS value, c.is_overdue AS bad
FROM {in_care} AS c JOIN lead l ON l.id = (SELECT max(n.id) FROM lead n
  WHERE n.customer_id = c.customer_id AND n.status = 'won' AND coalesce(n.closed_on, '') = coalesce(c.bought_on, ''))
WHERE l.process_id IN (SELECT process_id FROM stage WHERE id IN ({stages})) {in_scope}

-- name: repurchase_rate -- customers who bought, each with its newest won lead
SELECT max(l.id) AS lead_id, sum(l.value_cents) AS value,
  count(DISTINCT l.closed_on) <= 1 AS bad
FROM lead l WHERE l.status = 'won' AND l.customer_id IS NOT NULL AND l.closed_on >= :since_day AND l.closed_on <= :today
  AND l.process_id IN (SELECT process_id FROM stage WHERE id IN ({stages})) {in_scope}
GROUP BY l.customer_id

-- name: renewal_rate -- contracts that ended, in the pipelines of the stage
SELECT l.id AS lead_id, l.value_cents AS value, NOT coalesce(l.is_renewed, false) AS bad
FROM {ended} WHERE l.ended_on >= :since_day AND l.ended_on < :today
  AND (l.id IS NULL OR l.process_id IN (SELECT process_id FROM stage WHERE id IN ({stages}))) {in_scope}
