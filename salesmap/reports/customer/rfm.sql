-- RFM: customers by how recently, how often and for how much they bought. A customer is in the groups of its last purchase.

-- name: rfm -- a row a cell
SELECT {groups} b.r, b.f, b.m, count(*), sum(b.cents) FROM {scored} b {lead} {joins} GROUP BY {positions} ORDER BY {order}

-- name: behind -- the customers of a cell
SELECT {groups} b.r, b.f, b.m, b.customer_id FROM {scored} b {lead} {joins} ORDER BY b.customer_id

-- name: buyers -- how many customers are scored
SELECT count(DISTINCT l.customer_id) FROM lead l WHERE {is_purchase} {condition}
