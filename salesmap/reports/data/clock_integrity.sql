-- The clocks of customers as they are kept.

-- name: clocks
SELECT customer_id, tier, owner, contact_at, bought_on, touched_at, gap, again_on, is_busy FROM customer_clock ORDER BY customer_id
