-- Who is responsible for a lead, and who stands in.

-- name: lead
SELECT l.owner, l.caretaker, l.status, p.key FROM lead l JOIN process p ON p.id = l.process_id WHERE l.id = :id

-- name: away -- who is away on :day, with the deputy
SELECT m.name_key, d.name, a.until FROM absence a JOIN member m ON m.id = a.member_id
LEFT JOIN member d ON d.id = a.deputy_id WHERE a.since <= :day AND a.until >= :day ORDER BY a.id
