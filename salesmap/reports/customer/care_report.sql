-- Care that fell due: :items is a JSON list of customers with 1 where it was done and the day it fell due. A customer counts once in a group, as done where nothing is open there; beside the time, it is in the groups of its newest lead.

-- name: care
SELECT {groups} count(DISTINCT m.customer_id), count(DISTINCT m.customer_id) - count(DISTINCT CASE WHEN m.done = 0 THEN m.customer_id END)
FROM (SELECT CAST(json_extract(value, '$[0]') AS INTEGER) AS customer_id, CAST(json_extract(value, '$[1]') AS INTEGER) AS done, json_extract(value, '$[2]') AS due_on FROM json_each(:items)) AS m
LEFT JOIN lead l ON l.id = (SELECT n.id FROM lead n WHERE n.customer_id = m.customer_id AND n.status <> 'dropped'
  ORDER BY n.status <> 'open', n.created_at DESC, n.id DESC LIMIT 1) {joins}
WHERE 1 = 1 {condition} {grouping}

-- name: behind
SELECT {groups} m.customer_id
FROM (SELECT CAST(json_extract(value, '$[0]') AS INTEGER) AS customer_id, CAST(json_extract(value, '$[1]') AS INTEGER) AS done, json_extract(value, '$[2]') AS due_on FROM json_each(:items)) AS m
LEFT JOIN lead l ON l.id = (SELECT n.id FROM lead n WHERE n.customer_id = m.customer_id AND n.status <> 'dropped'
  ORDER BY n.status <> 'open', n.created_at DESC, n.id DESC LIMIT 1) {joins}
WHERE 1 = 1 {condition} GROUP BY {positions} HAVING {test} ORDER BY {order}

-- name: visits -- that were due in the time, or made before they were
SELECT v.customer_id, CASE WHEN v.due_on < v.visited_on THEN v.due_on ELSE v.visited_on END FROM care_visit v
WHERE v.due_on IS NOT NULL AND CASE WHEN v.due_on < v.visited_on THEN v.due_on ELSE v.visited_on END >= :since
  AND CASE WHEN v.due_on < v.visited_on THEN v.due_on ELSE v.visited_on END <= :until
ORDER BY v.customer_id, v.id
