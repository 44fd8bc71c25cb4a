-- Words by which papers are called, to find those spelled nearly like one. {paper} is quote or contract.

-- name: numbers
SELECT number FROM {paper} WHERE number IS NOT NULL ORDER BY id DESC LIMIT 2000

-- name: leads
SELECT l.name FROM {paper} p JOIN lead l ON l.id = p.lead_id ORDER BY p.id DESC LIMIT 2000
