-- Parts of statements: which version stands for a quote, and in which state it is.

-- name: standing -- the id of the version that stands for `quote q`
coalesce(
  (SELECT s.id FROM quote_version s WHERE s.quote_id = q.id AND s.accepted_at IS NOT NULL ORDER BY s.n LIMIT 1),
  (SELECT s.id FROM quote_version s WHERE s.quote_id = q.id AND s.sent_at IS NOT NULL ORDER BY s.n DESC LIMIT 1),
  (SELECT s.id FROM quote_version s WHERE s.quote_id = q.id ORDER BY s.n DESC LIMIT 1))

-- name: reason -- why a version `v` was decided as it was: an acceptance outdates an earlier refusal
CASE WHEN v.accepted_at IS NULL THEN coalesce(v.decline_reason, v.decision_note) ELSE v.decision_note END

-- name: draft_state -- of a draft `v`
CASE
  WHEN EXISTS (SELECT 1 FROM approval a
    WHERE a.quote_version_id = v.id AND a.voided_at IS NULL AND a.decided_at IS NULL) THEN 'awaiting_approval'
  WHEN EXISTS (SELECT 1 FROM approval a
    WHERE a.quote_version_id = v.id AND a.voided_at IS NULL AND a.decision = 'approved') THEN 'approved'
  ELSE 'draft' END

-- name: state -- of a thread, by the version `v` that stands for it; needs :today
CASE
  WHEN v.accepted_at IS NOT NULL THEN 'accepted'
  WHEN v.withdrawn_at IS NOT NULL THEN 'withdrawn'
  WHEN v.declined_at IS NOT NULL THEN 'declined'
  WHEN v.sent_at IS NULL THEN {draft_state}
  WHEN v.valid_until < :today THEN 'expired'
  ELSE 'sent' END

-- name: version_state -- of a version `v`: one that another took the place of is superseded
CASE
  WHEN v.accepted_at IS NULL AND v.withdrawn_at IS NULL AND v.declined_at IS NULL
    AND EXISTS (SELECT 1 FROM quote_version o WHERE o.quote_id = v.quote_id AND o.id <> v.id
      AND (o.accepted_at IS NOT NULL OR (o.n > v.n AND o.sent_at IS NOT NULL))) THEN 'superseded'
  ELSE {state} END
