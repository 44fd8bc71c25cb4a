-- The open leads that somebody owns.

-- name: holdings -- got on :since or earlier, by the day as stored
SELECT id, name, owner, assigned_at FROM lead l WHERE l.status = 'open' AND l.owner IS NOT NULL AND substr(l.assigned_at, 1, 10) <= :since ORDER BY id

-- name: activities -- the last of the contacts, notes aside, and follow-ups done since the owner got the lead, or on that day
SELECT lead_id, max(at) FROM (
SELECT i.lead_id AS lead_id, i.at AS at FROM interaction i JOIN lead l ON l.id = i.lead_id
WHERE l.status = 'open' AND l.owner IS NOT NULL AND substr(l.assigned_at, 1, 10) <= :since AND i.kind <> 'note' AND substr(i.at, 1, 10) >= substr(l.assigned_at, 1, 10)
UNION ALL
SELECT f.lead_id, f.done_at FROM followup f JOIN lead l ON l.id = f.lead_id
WHERE l.status = 'open' AND l.owner IS NOT NULL AND substr(l.assigned_at, 1, 10) <= :since AND f.done_at IS NOT NULL AND substr(f.done_at, 1, 10) >= substr(l.assigned_at, 1, 10)
) active GROUP BY lead_id

-- name: staying -- leads with a signed contract, or a quote that is sent, undecided and valid
SELECT lead_id FROM contract WHERE lead_id IS NOT NULL AND signed_on IS NOT NULL AND voided_on IS NULL AND terminated_on IS NULL
UNION SELECT q.lead_id FROM quote q JOIN quote_version v ON v.quote_id = q.id
WHERE v.sent_at IS NOT NULL AND v.accepted_at IS NULL AND v.declined_at IS NULL AND v.withdrawn_at IS NULL
  AND (v.valid_until IS NULL OR v.valid_until >= :today)
  AND NOT EXISTS (SELECT 1 FROM quote_version n WHERE n.quote_id = q.id AND n.n > v.n AND n.sent_at IS NOT NULL)
