-- The other fields of leads' contacts, among which their further phones and e-mails are.

-- name: further -- of one lead, or of all
SELECT l.id, k.fields FROM contact k CROSS JOIN lead l
WHERE k.fields <> '{}' AND l.contact_id = k.id AND (CAST(:lead AS INTEGER) IS NULL OR l.id = :lead) ORDER BY l.id
