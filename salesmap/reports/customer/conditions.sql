-- Pieces of conditions on `customer c`. {amount} is the amount of `lead l` in {currency}.

-- name: scores -- joined where they are wanted, none for purchases in several currencies that are scored apart; grouped, for SQLite looks up what is grouped by an index, and scans the rest
LEFT JOIN (SELECT k.customer_id, CASE WHEN count(*) = 1 THEN max(100 * k.r + 10 * k.f + k.m) END AS code FROM {scored} AS k GROUP BY k.customer_id) AS s
  ON s.customer_id = c.id

-- name: value_of_one_currency
(SELECT sum(l.value_cents) FROM lead l WHERE l.customer_id = c.id AND l.status = 'won')

-- name: currency_of_one_currency
(SELECT max('{currency}') FROM lead l WHERE l.customer_id = c.id AND l.status = 'won')

-- name: value_converted -- amounts without a rate are left out
(SELECT sum({amount}) FROM lead l WHERE l.customer_id = c.id AND l.status = 'won')

-- name: currency_converted
(SELECT max(CASE WHEN {amount} IS NOT NULL THEN '{currency}' END) FROM lead l WHERE l.customer_id = c.id AND l.status = 'won')

-- name: value_as_stored -- nothing where there are several currencies
(SELECT CASE WHEN min(l.currency) = max(l.currency) THEN sum(l.value_cents) END
 FROM lead l WHERE l.customer_id = c.id AND l.status = 'won')

-- name: currency_as_stored
(SELECT CASE WHEN min(l.currency) = max(l.currency) THEN min(l.currency) END
 FROM lead l WHERE l.customer_id = c.id AND l.status = 'won')

-- name: tiers -- that customers are in
SELECT DISTINCT tier FROM customer WHERE tier IS NOT NULL ORDER BY tier

-- name: has_rates
SELECT EXISTS (SELECT 1 FROM rate)

-- name: of_owners -- whose lead it has, or looks after: few of all customers, found by indexes
c.id IN (SELECT l.customer_id FROM lead l WHERE lower(l.owner) IN {people}
  UNION SELECT l.customer_id FROM lead l WHERE l.caretaker IS NOT NULL AND lower(l.caretaker) IN {people})
