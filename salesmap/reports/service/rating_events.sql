-- What customers said of us, as events of a timeline.

-- name: of -- a lead or a customer; {whose} says which
SELECT r.at, r.scale, r.score, r.comment, r.actor, l.name FROM rating r LEFT JOIN lead l ON l.id = r.lead_id
WHERE {whose} ORDER BY r.at, r.id
