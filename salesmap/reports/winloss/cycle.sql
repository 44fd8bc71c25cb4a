-- Sales cycle: days from creation to close, of closed leads for which they are known.

-- name: days
SELECT {groups} l.status, json_group_array(l.cycle_days) FROM lead l {joins}
WHERE l.status IN ('won', 'lost') AND l.cycle_days IS NOT NULL {condition}
GROUP BY {positions} ORDER BY {order}

-- name: leads
SELECT {groups} l.status, l.id FROM lead l {joins}
WHERE l.status IN ('won', 'lost') AND l.cycle_days IS NOT NULL {condition} ORDER BY l.id
