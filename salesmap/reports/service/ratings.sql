-- Ratings of customers, with what each is of.

-- name: ratings -- one row a rating; conditions go around it; all joins LEFT, so that SQLite leaves out what a count does not need
SELECT r.id, r.rated_on, r.at, r.customer_id, c.name AS customer, coalesce(k.name, k.email, k.phone) AS contact, r.scale, r.score,
  t.number AS ticket, r.ticket_id, n.number AS contract, r.contract_id, l.name AS lead, r.lead_id, r.owner, r.comment, r.actor
FROM rating r LEFT JOIN customer c ON c.id = r.customer_id LEFT JOIN contact k ON k.id = r.contact_id
LEFT JOIN ticket t ON t.id = r.ticket_id LEFT JOIN contract n ON n.id = r.contract_id LEFT JOIN lead l ON l.id = r.lead_id

-- name: total
SELECT count(*) FROM rating

-- name: source -- ratings as rows with the columns that conditions and dimensions of leads use
SELECT r.id AS rating_id, o.id AS id, r.owner, r.customer_id, o.currency, NULL AS value_cents, o.status, r.rated_on,
  r.rated_on AS closed_on, r.rated_on AS created_on, NULL AS created_unknown, o.contact_id, o.stage_id, o.process_id, o.fields, {plain}, r.scale, r.score
FROM rating r LEFT JOIN contract k ON k.id = coalesce(r.contract_id, (SELECT t.contract_id FROM ticket t WHERE t.id = r.ticket_id))
LEFT JOIN lead o ON o.id = coalesce(r.lead_id, k.lead_id)

-- name: satisfaction -- a row a scale: answers, satisfied ones and promoters, detractors, their sum, low ones
SELECT {groups} l.scale, count(*), count(CASE WHEN l.score >= CASE WHEN l.scale = 'nps' THEN :promoter ELSE :satisfied END THEN 1 END),
  count(CASE WHEN l.scale = 'nps' AND l.score <= :low_nps THEN 1 END), sum(l.score),
  count(CASE WHEN l.score <= CASE WHEN l.scale = 'nps' THEN :low_nps ELSE :low_csat END THEN 1 END)
FROM {source} {joins} WHERE 1 = 1 {condition} GROUP BY {positions} ORDER BY {order}

-- name: behind -- the ratings of a figure, by the keys of its row
SELECT {groups} l.scale, l.rating_id FROM {source} {joins} WHERE {test} {condition} ORDER BY {order}, {next}
