-- What is due of customers.

-- name: done_today -- how many customers each person cared for
SELECT actor, count(*) FROM care_visit WHERE visited_on = :today GROUP BY actor
