-- What was done on leads from the instant :from to before :to.

-- name: contacts -- contacts and notes by type
SELECT {groups} i.kind, count(*), count(DISTINCT l.id) FROM interaction i JOIN lead l ON l.id = i.lead_id {joins}
WHERE (:from IS NULL OR i.at >= :from) AND (:to IS NULL OR i.at < :to) {condition} GROUP BY {positions} ORDER BY {order}

-- name: contact_leads
SELECT DISTINCT {groups} i.kind, l.id FROM interaction i JOIN lead l ON l.id = i.lead_id {joins}
WHERE (:from IS NULL OR i.at >= :from) AND (:to IS NULL OR i.at < :to) {condition} ORDER BY l.id

-- name: done -- follow-ups done, as one more type
SELECT {groups} 'done', count(*), count(DISTINCT l.id) FROM followup f JOIN lead l ON l.id = f.lead_id {joins}
WHERE f.done_at IS NOT NULL AND (:from IS NULL OR f.done_at >= :from) AND (:to IS NULL OR f.done_at < :to) {condition} GROUP BY {positions}

-- name: done_leads
SELECT DISTINCT {groups} 'done', l.id FROM followup f JOIN lead l ON l.id = f.lead_id {joins}
WHERE f.done_at IS NOT NULL AND (:from IS NULL OR f.done_at >= :from) AND (:to IS NULL OR f.done_at < :to) {condition} ORDER BY l.id
