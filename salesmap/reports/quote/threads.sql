-- Quotes as reports count them: one row a thread of which something was sent, with its lead.

-- name: threads -- {lead} are the columns of the lead but owner, currency, value and product; {join} and {product} are for groups by product
SELECT {lead}, q.owner AS owner, q.currency AS currency, v.total_cents AS value_cents, {product} AS product,
  q.id AS quote_id, q.template AS template, {state} AS state, v.decline_reason AS reason, v.accepted_on AS accepted_on,
  v.list_total_cents AS list_cents, v.charged_cents AS charged_cents, v.total_cents AS total_cents, f.total_cents AS first_cents,
  f.sent_on AS sent_on, (SELECT max(m.n) FROM quote_version m WHERE m.quote_id = q.id AND m.sent_at IS NOT NULL) AS rounds
  {competitor}
FROM quote q
JOIN lead x ON x.id = q.lead_id
JOIN quote_version v ON v.id = {standing}
JOIN quote_version f ON f.id = (
  SELECT e.id FROM quote_version e WHERE e.quote_id = q.id AND e.sent_at IS NOT NULL ORDER BY e.n LIMIT 1)
{join}
WHERE x.status <> 'dropped'

-- name: rows
SELECT {groups} l.id, l.quote_id, l.state, l.rounds, l.value_cents, l.total_cents, l.first_cents, l.list_cents, l.charged_cents,
  l.sent_on, l.accepted_on
FROM ({threads}) l {joins} WHERE 1 = 1 {condition} ORDER BY l.quote_id

-- name: by_product -- each product of the version that stands; a line of one's own by its name
JOIN (SELECT DISTINCT quote_version_id, coalesce(code, name) AS code FROM quote_line WHERE kind <> 'text') p ON p.quote_version_id = v.id

-- name: by_competitor -- each competitor whose price was noted
JOIN (SELECT DISTINCT quote_id, competitor FROM bid WHERE competitor IS NOT NULL) b ON b.quote_id = q.id
