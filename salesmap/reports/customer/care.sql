-- Care of customers `c`: who was last in touch with whom. A customer of a tier that the map has.

-- name: of_one_tier
c.tier = :tier

-- name: of_last_tier -- a buyer without a tier is in the last one
(c.tier = :tier OR (c.tier IS NULL AND EXISTS
  (SELECT 1 FROM lead b WHERE b.customer_id = c.id AND b.status = 'won' AND b.closed_on IS NOT NULL)))

-- name: of_tier -- how many customers
SELECT count(*) FROM customer c {joins} WHERE {of_tier} {among}

-- name: ids_of_tier
SELECT c.id FROM customer c WHERE {of_tier} ORDER BY c.id

-- name: with_lead -- in scope
 AND c.id IN (SELECT l.customer_id FROM lead l WHERE 1 = 1 {condition})

-- name: overdue -- with no contact since :after; who had none at all counts from when it was recorded
SELECT c.id FROM customer c {joins}
WHERE {of_tier}
  AND NOT EXISTS (SELECT 1 FROM lead w WHERE w.customer_id = c.id AND w.status = 'won' AND w.closed_on >= :after_on)
  AND NOT EXISTS (SELECT 1 FROM care_visit v WHERE v.customer_id = c.id AND v.at >= :after)
  AND c.id NOT IN (SELECT o.customer_id FROM interaction i JOIN lead o ON o.id = i.lead_id
    WHERE i.at >= :after AND i.kind <> 'note' AND o.customer_id IS NOT NULL)
  AND c.id NOT IN (SELECT t.customer_id FROM ticket_event e JOIN ticket t ON t.id = e.ticket_id
    WHERE e.at >= :after AND e.kind = 'replied' AND e.is_human = 1)
  AND (c.recorded_at < :after
    OR EXISTS (SELECT 1 FROM lead p WHERE p.customer_id = c.id AND p.status = 'won' AND p.closed_on IS NOT NULL)
    OR {last_contact} IS NOT NULL)
  {among}
ORDER BY c.id

-- name: details -- last contact, last purchase, and when it was recorded
SELECT c.id, c.name, c.tier, {owner}, {phone}, {last_contact},
  (SELECT max(p.closed_on) FROM lead p WHERE p.customer_id = c.id AND p.status = 'won'), c.recorded_at
FROM customer c WHERE c.id IN (SELECT CAST(value AS INTEGER) FROM json_each(:ids)) ORDER BY c.id
