-- What rules of the map did.

-- name: acted -- how often each rule acted, and when last
SELECT rule, count(*), max(at) FROM rule_firing GROUP BY rule ORDER BY rule
