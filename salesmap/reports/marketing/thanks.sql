-- The follow-up that thanks whoever brought a lead that was won.

-- name: referrer -- of a won lead: what they are called, their customer, else the contact; when it was won
SELECT coalesce(k.name, k.email, k.phone, c.name), coalesce(c.id, k.customer_id), k.id, l.closed_at
FROM lead l LEFT JOIN customer c ON c.id = l.referred_by_customer_id LEFT JOIN contact k ON k.id = l.referred_by_contact_id
WHERE l.id = :id AND l.status = 'won' AND (c.id IS NOT NULL OR k.id IS NOT NULL)

-- name: followup -- open, on a lead of the customer, else of the contact
SELECT f.id, f.lead_id, f.due_on FROM followup f JOIN lead l ON l.id = f.lead_id
WHERE f.what IN (:en, :zh) AND f.done_at IS NULL AND f.dropped_at IS NULL
  AND CASE WHEN CAST(:customer AS INTEGER) IS NULL THEN l.contact_id = :contact ELSE l.customer_id = :customer END
ORDER BY f.id LIMIT 1
