-- Problems that somebody works on, or worked on.

-- name: issues -- open or closed ones
SELECT id, stage, problem, metric, threshold, figure, leads, opened_at, opened_by, closed_at, closing_figure, note
FROM map_issue WHERE (closed_at IS NULL) = :open ORDER BY id
