-- What is due of customers.

-- name: done_today -- how many customers each person cared for
SELECT actor, count(*) FROM care_visit WHERE visited_on = :today GROUP BY actor

-- name: names
SELECT c.id, c.name, {owner}, {phone} FROM customer c WHERE c.id IN (SELECT CAST(value AS INTEGER) FROM json_each(:ids))
