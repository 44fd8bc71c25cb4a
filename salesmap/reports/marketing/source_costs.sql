-- What sources of leads cost.

-- name: costs -- by source, the newest period first
SELECT id, source, period, since, until, amount_cents AS cost, currency FROM source_cost ORDER BY source_key, since DESC, until DESC, id

-- name: has_costs
SELECT EXISTS (SELECT 1 FROM source_cost)

-- name: has_leads -- whether a lead came of a source
SELECT EXISTS (SELECT 1 FROM lead WHERE lower(source) = lower(:source))

-- name: rated -- the currencies with a rate
SELECT DISTINCT currency FROM rate ORDER BY 1

-- name: sources -- of leads
SELECT DISTINCT source FROM lead WHERE source IS NOT NULL ORDER BY 1
