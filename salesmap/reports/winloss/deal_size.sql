-- Deal size: values of closed leads for which they are known.

-- name: values
SELECT {groups} l.status, json_group_array(l.value_cents) FROM lead l {joins}
WHERE l.status IN ('won', 'lost') AND l.value_cents IS NOT NULL {condition}
GROUP BY {positions} ORDER BY {order}

-- name: leads
SELECT {groups} l.status, l.id FROM lead l {joins}
WHERE l.status IN ('won', 'lost') AND l.value_cents IS NOT NULL {condition} ORDER BY l.id
