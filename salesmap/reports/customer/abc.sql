-- ABC: customers by what they bring. A customer is in the groups of its last purchase.

-- name: abc -- a row a class
SELECT {groups} b.class, count(*), sum(b.cents) FROM {classed} b {lead} {joins} GROUP BY {positions} ORDER BY {order}

-- name: behind -- the customers of a class
SELECT {groups} b.class, b.customer_id FROM {classed} b {lead} {joins} ORDER BY b.customer_id

-- name: money -- how many customers bought, and for how much
SELECT count(*), sum(b.cents) FROM {buyers} b
