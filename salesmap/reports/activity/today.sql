-- What `salesmap` alone shows beside the due list.

-- name: wins -- leads in scope won from :since to :today, by currency
SELECT count(*), coalesce(sum(l.value_cents), 0), l.currency FROM lead l
WHERE l.status = 'won' AND l.closed_on >= :since AND l.closed_on <= :today {in_scope}
GROUP BY l.currency ORDER BY l.currency

-- name: owners -- whether some owners have an open lead or an open follow-up, and whether others have
SELECT
  EXISTS (SELECT 1 FROM followup WHERE done_at IS NULL AND dropped_at IS NULL {theirs})
    OR EXISTS (SELECT 1 FROM lead WHERE status = 'open' {theirs}),
  EXISTS (SELECT 1 FROM followup WHERE done_at IS NULL AND dropped_at IS NULL {others})
    OR EXISTS (SELECT 1 FROM lead WHERE status = 'open' {others})
