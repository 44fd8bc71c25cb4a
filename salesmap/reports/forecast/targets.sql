-- Targets, and what was reached.

-- name: targets -- current ones or all; within a period, or sharing a day with one; of one kind
SELECT owner, team, period, since, until, kind, amount FROM target
WHERE (:all OR (since <= :today AND until >= :today)) AND (CAST(:since AS TEXT) IS NULL OR (since >= :since AND until <= :until))
  AND (CAST(:touching_since AS TEXT) IS NULL OR (since <= :touching_until AND until >= :touching_since))
  AND (CAST(:kind AS TEXT) IS NULL OR kind = :kind)
ORDER BY since, until DESC, kind, owner IS NOT NULL, team IS NOT NULL, team NULLS FIRST, owner NULLS FIRST, id

-- name: value -- won
SELECT coalesce(sum(l.value_cents), 0) FROM lead l WHERE l.status = 'won' AND l.closed_on >= :since AND l.closed_on <= :until
  AND (CAST(:owner AS TEXT) IS NULL OR lower(l.owner) = lower(:owner)) AND (CAST(:team AS TEXT) IS NULL OR lower(l.owner) IN (SELECT lower(m.name) FROM member m WHERE m.team_key = :team))

-- name: count -- won leads
SELECT count(*) FROM lead WHERE status = 'won' AND closed_on >= :since AND closed_on <= :until
  AND (CAST(:owner AS TEXT) IS NULL OR lower(owner) = lower(:owner)) AND (CAST(:team AS TEXT) IS NULL OR lower(owner) IN (SELECT lower(m.name) FROM member m WHERE m.team_key = :team))

-- name: activity -- contacts by who recorded them, and follow-ups done by their owner
SELECT (SELECT count(*) FROM interaction WHERE kind <> 'note' AND at >= :from AND at < :to
        AND (CAST(:owner AS TEXT) IS NULL OR lower(actor) = lower(:owner)) AND (CAST(:team AS TEXT) IS NULL OR lower(actor) IN (SELECT lower(m.name) FROM member m WHERE m.team_key = :team)))
  + (SELECT count(*) FROM followup WHERE done_at >= :from AND done_at < :to AND (CAST(:owner AS TEXT) IS NULL OR lower(owner) = lower(:owner)) AND (CAST(:team AS TEXT) IS NULL OR lower(owner) IN (SELECT lower(m.name) FROM member m WHERE m.team_key = :team)))
