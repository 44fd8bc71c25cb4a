-- Whether care is in use.

-- name: in_use -- whether a customer has a tier, or was cared for
SELECT EXISTS (SELECT 1 FROM customer WHERE tier IS NOT NULL) OR EXISTS (SELECT 1 FROM care_visit)
