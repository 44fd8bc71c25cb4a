-- Tickets opened in the time, by the state of their targets at :now.

-- name: counts -- opened, resolved, breached, contradictory
SELECT {groups} count(*), count(l.resolved_at), coalesce(sum(CASE WHEN l.is_response_breached + l.is_solution_breached > 0 THEN 1 ELSE 0 END), 0),
  coalesce(sum(l.is_contradictory), 0)
FROM {source} {joins} WHERE 1 = 1 {condition} {grouping}

-- name: lengths -- how many tickets took so many seconds
SELECT {groups} {secs}, count(*) FROM {source} {joins}
WHERE {secs} IS NOT NULL AND l.is_contradictory = 0 {condition} GROUP BY {positions} ORDER BY {order}

-- name: behind -- the tickets of a figure
SELECT {groups} l.ticket_id FROM {source} {joins} WHERE {test} {condition} ORDER BY {order}

-- name: spellings -- of a text of tickets, with the first ticket that has it; needs :now
SELECT {expression}, min(l.ticket_id) FROM {source} WHERE {expression} IS NOT NULL GROUP BY 1 ORDER BY 2, 1
