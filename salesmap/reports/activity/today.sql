-- What `salesmap` alone shows beside the due list.

-- name: wins -- leads won from :since to :today, by currency; of :owner, if any
SELECT count(*), coalesce(sum(value_cents), 0), currency FROM lead
WHERE status = 'won' AND closed_on >= :since AND closed_on <= :today
  AND (CAST(:owner AS TEXT) IS NULL OR owner = :owner)
GROUP BY currency ORDER BY currency

-- name: owners -- whether :owner has an open lead or an open follow-up, and whether somebody else has
SELECT
  EXISTS (SELECT 1 FROM followup WHERE owner = :owner AND done_at IS NULL AND dropped_at IS NULL)
    OR EXISTS (SELECT 1 FROM lead WHERE owner = :owner AND status = 'open'),
  EXISTS (SELECT 1 FROM followup WHERE owner <> :owner AND done_at IS NULL AND dropped_at IS NULL)
    OR EXISTS (SELECT 1 FROM lead WHERE owner <> :owner AND status = 'open')
