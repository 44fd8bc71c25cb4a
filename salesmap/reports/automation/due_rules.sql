-- Whether a rule on time may act on a lead of `sheet`, or on its customer.

-- name: not_yet -- it never did
NOT EXISTS (SELECT 1 FROM rule_firing f WHERE f.{whose} AND f.rule = :rule)

-- name: not_since -- it did not since an instant
NOT EXISTS (SELECT 1 FROM rule_firing f WHERE f.{whose} AND f.rule = :rule AND f.at >= :since)
