-- Tiers of customers.

-- name: customers -- with the rule that put them into their tier
SELECT id, name, tier, tier_rule, version FROM customer ORDER BY name_key, id
