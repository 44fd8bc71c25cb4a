-- What people are told.

-- name: news -- of a person or of all, oldest first
SELECT n.id, substr(n.at, 1, 19) || 'Z', n.actor, l.name, n.kind, n.subject, c.text, n.lead_id, r.at, n.person
FROM news n LEFT JOIN news_read r ON r.id = n.id LEFT JOIN lead l ON l.id = n.lead_id LEFT JOIN comment c ON c.id = n.comment_id
WHERE (CAST(:person AS TEXT) IS NULL OR n.person_key = :person) AND {condition} ORDER BY n.id
