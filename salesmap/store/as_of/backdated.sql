-- Records imported after :then whose own dates say that they were so before it.

-- name: leads -- leads with an imported visit that began before
CREATE TEMP TABLE past_backdated AS
SELECT DISTINCT y.lead_id AS id
FROM past_created b JOIN main.stay y ON y.id = b.row_id JOIN main.lead l ON l.id = y.lead_id
WHERE b.table_name = 'stay' AND y.entered_at <= :then AND l.created_at <= :then

-- name: leads_with_expectations
CREATE TEMP TABLE past_expected AS
SELECT DISTINCT e.lead_id AS id
FROM past_created b JOIN main.expectation e ON e.id = b.row_id
WHERE b.table_name = 'expectation'

-- name: any
SELECT 1 FROM past_backdated UNION ALL SELECT 1 FROM past_expected LIMIT 1

-- name: add_leads
INSERT INTO temp.lead ({lead}) SELECT {lead} FROM main.lead
WHERE id IN (SELECT id FROM past_backdated) AND id NOT IN (SELECT id FROM temp.lead)

-- name: delete_visits
DELETE FROM temp.stay WHERE lead_id IN (SELECT id FROM past_backdated)

-- name: add_visits
INSERT INTO temp.stay ({stay}) SELECT {stay} FROM main.stay
WHERE lead_id IN (SELECT id FROM past_backdated) AND entered_at <= :then

-- name: reopen_visits -- visits that had not ended then
UPDATE temp.stay SET left_at = NULL, secs = NULL, outcome = NULL, again = 0
WHERE left_at > :then AND lead_id IN (SELECT id FROM past_backdated)

-- name: last_visits -- where each lead stood then
CREATE TEMP TABLE past_current AS
SELECT y.lead_id, y.stage_id, y.entered_at, y.left_at, y.outcome, s.phase,
  (SELECT max(w.left_at) FROM temp.stay w
   WHERE w.lead_id = y.lead_id AND w.outcome = 'won') AS won_at,
  (SELECT f.id FROM temp.stay z JOIN main.stage f ON f.id = z.stage_id
   WHERE z.lead_id = y.lead_id ORDER BY f.position DESC LIMIT 1) AS furthest_id
FROM temp.stay y JOIN main.stage s ON s.id = y.stage_id
WHERE y.lead_id IN (SELECT id FROM past_backdated) AND y.id = (
  SELECT n.id FROM temp.stay n
  WHERE n.lead_id = y.lead_id ORDER BY n.entered_at DESC, n.id DESC LIMIT 1)

-- name: set_stage
UPDATE temp.lead SET
  stage_id = h.stage_id, furthest_id = h.furthest_id, stage_since = h.entered_at,
  status = CASE
    WHEN h.outcome IN ('won', 'lost', 'dropped') THEN h.outcome
    WHEN h.phase = 'after' THEN 'won'
    ELSE 'open' END
FROM past_current h WHERE h.lead_id = lead.id

-- name: reopen_leads -- leads that were closed later
UPDATE temp.lead SET closed_at = NULL, closed_on = NULL, cycle_days = NULL, lost_reason = NULL
WHERE id IN (SELECT id FROM past_backdated) AND (status = 'open' OR closed_at > :then)

-- name: close_leads -- leads that were closed before, and reopened or closed again since
UPDATE temp.lead SET
  closed_at = coalesce(h.won_at, h.left_at),
  closed_on = substr(coalesce(h.won_at, h.left_at), 1, 10)
FROM past_current h
WHERE h.lead_id = lead.id AND lead.status <> 'open' AND lead.closed_at IS NULL
  AND EXISTS (
    SELECT 1 FROM main.lead m
    WHERE m.id = lead.id AND (m.closed_at IS NOT NULL OR m.status = 'open'))

-- name: add_interactions
INSERT INTO temp.interaction ({interaction}) SELECT {interaction} FROM main.interaction
WHERE at <= :then AND lead_id IN (SELECT id FROM temp.lead)
  AND id IN (SELECT row_id FROM past_created WHERE table_name = 'interaction')

-- name: add_followups -- those that were done before
INSERT INTO temp.followup ({followup}) SELECT {followup} FROM main.followup
WHERE done_at <= :then AND lead_id IN (SELECT id FROM temp.lead)
  AND id IN (SELECT row_id FROM past_created WHERE table_name = 'followup')

-- name: add_expectations
INSERT INTO temp.expectation ({expectation}) SELECT {expectation} FROM main.expectation
WHERE at <= :then AND lead_id IN (SELECT id FROM temp.lead)
  AND id IN (SELECT row_id FROM past_created WHERE table_name = 'expectation')

-- name: set_last_contact
UPDATE temp.lead SET touched_at = max(stage_since, coalesce(
  (SELECT max(i.at) FROM temp.interaction i WHERE i.lead_id = lead.id AND i.kind <> 'note'),
  stage_since))
WHERE id IN (SELECT id FROM past_backdated)

-- name: set_expected -- the last imported {field}, unless {field} was set in the database since
UPDATE temp.lead AS l SET {field} = (
  SELECT e.{field} FROM main.expectation e
  WHERE e.lead_id = l.id AND e.at <= :then AND e.{field} IS NOT NULL ORDER BY e.at DESC LIMIT 1)
WHERE l.id IN (SELECT id FROM past_expected)
  AND EXISTS (
    SELECT 1 FROM main.expectation e WHERE e.lead_id = l.id AND e.{field} IS NOT NULL)
  AND (l.id IN (SELECT row_id FROM past_created WHERE table_name = 'lead')
    OR {last_set_at} < (
      SELECT max(e.at) FROM main.expectation e
      WHERE e.lead_id = l.id AND e.at <= :then AND e.{field} IS NOT NULL))

-- name: add_customers
INSERT INTO temp.customer ({customer}) SELECT {customer} FROM main.customer
WHERE id NOT IN (SELECT id FROM temp.customer)
  AND id IN (SELECT customer_id FROM temp.lead WHERE id IN (SELECT id FROM past_backdated))

-- name: add_contacts
INSERT INTO temp.contact ({contact}) SELECT {contact} FROM main.contact
WHERE id NOT IN (SELECT id FROM temp.contact)
  AND id IN (SELECT contact_id FROM temp.lead WHERE id IN (SELECT id FROM past_backdated))

-- name: add_tags
INSERT INTO temp.lead_tag ({lead_tag}) SELECT {lead_tag} FROM main.lead_tag
WHERE id NOT IN (SELECT id FROM temp.lead_tag)
  AND lead_id IN (SELECT id FROM temp.lead WHERE id IN (SELECT id FROM past_backdated))

-- name: add_custom_fields
INSERT INTO temp.custom_field (id, key) SELECT id, key FROM main.custom_field
WHERE id NOT IN (SELECT id FROM temp.custom_field)
