-- Which contracts pass filters.

-- name: owners -- of contracts, tickets and ratings, and of leads, whose contracts are theirs unless they say so; members may have none yet
SELECT owner FROM contract WHERE owner IS NOT NULL UNION SELECT owner FROM lead WHERE owner IS NOT NULL
UNION SELECT owner FROM ticket WHERE owner IS NOT NULL UNION SELECT owner FROM rating WHERE owner IS NOT NULL UNION SELECT name FROM member ORDER BY 1
