-- The funnel in groups.

-- name: stays -- leads that left a stage forwards, and the lengths of its completed stays
SELECT {groups} y.stage_id, count(CASE WHEN y.outcome IN ('forward', 'won') AND y.again = 0 THEN 1 END),
  json_group_array(y.secs) FILTER (WHERE y.secs IS NOT NULL)
FROM stay y JOIN lead l ON l.id = y.lead_id {joins} WHERE +y.counted = 1 {condition} GROUP BY {positions}
