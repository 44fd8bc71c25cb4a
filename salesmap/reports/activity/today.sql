-- What `salesmap` alone shows beside the due list.

-- name: wins -- leads won from :since to :today, by currency
SELECT count(*), coalesce(sum(value_cents), 0), currency FROM lead
WHERE status = 'won' AND closed_on >= :since AND closed_on <= :today GROUP BY currency ORDER BY currency
