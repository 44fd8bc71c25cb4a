-- The diagnosis: what all detectors are weighed by, and the problems that somebody works on.

-- name: totals -- all leads that count, and what they are worth
SELECT count(*), coalesce(sum(value_cents), 0) FROM lead WHERE status <> 'dropped'

-- name: issues -- problems of the map that somebody took up
SELECT id, stage, problem, metric, threshold, figure, leads, value_cents, opened_at, opened_by, closed_at, closing_figure, note
FROM map_issue WHERE (closed_at IS NULL) = :open ORDER BY id
