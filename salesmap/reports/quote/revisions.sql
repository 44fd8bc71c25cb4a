-- Revisions and bids of quotes.

-- name: revisions -- of each quote: versions sent after the first, those for the price alone, those for which something was got
SELECT quote_id, count(*), sum(CASE WHEN why = 'price' AND got IS NULL THEN 1 ELSE 0 END),
  sum(CASE WHEN got IS NOT NULL THEN 1 ELSE 0 END)
FROM quote_version WHERE n > 1 AND sent_at IS NOT NULL GROUP BY quote_id ORDER BY quote_id

-- name: bids -- of each quote
SELECT quote_id, count(*) FROM bid GROUP BY quote_id ORDER BY quote_id
