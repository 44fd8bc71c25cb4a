-- Scores and classes of customers `b`, see `purchases`. {per} keeps currencies apart where there is a row for each.

-- name: rfm -- 1 to 5 each: by bounds under :fewest customers, else by how many customers are strictly worse
(SELECT k.*,
  CASE WHEN k.buyers >= :fewest THEN 1 + 5 * (k.r_rank - 1) / k.buyers WHEN k.last_on >= :r5 THEN 5
    WHEN k.last_on >= :r4 THEN 4 WHEN k.last_on >= :r3 THEN 3 WHEN k.last_on >= :r2 THEN 2 ELSE 1 END AS r,
  CASE WHEN k.buyers >= :fewest THEN 1 + 5 * (k.f_rank - 1) / k.buyers WHEN k.purchases >= :f5 THEN 5
    WHEN k.purchases >= :f4 THEN 4 WHEN k.purchases >= :f3 THEN 3 WHEN k.purchases >= :f2 THEN 2 ELSE 1 END AS f,
  CASE WHEN k.buyers >= :fewest THEN 1 + 5 * (k.m_rank - 1) / k.buyers WHEN k.cents >= :m5 THEN 5
    WHEN k.cents >= :m4 THEN 4 WHEN k.cents >= :m3 THEN 3 WHEN k.cents >= :m2 THEN 2 ELSE 1 END AS m
FROM {ranked} AS k)

-- name: ranked -- each customer by how many are strictly worse
(SELECT b.*, count(*) OVER ({per}) AS buyers, rank() OVER ({per} ORDER BY b.last_on) AS r_rank,
  rank() OVER ({per} ORDER BY b.purchases) AS f_rank, rank() OVER ({per} ORDER BY b.cents) AS m_rank
FROM {buyers} b)

-- name: ranked_one -- the same for :customer alone: counting those worse takes half the time of ranking all
(SELECT o.customer_id{own}, o.last_on, o.purchases, o.cents, count(*) AS buyers,
  1 + count(CASE WHEN b.last_on < o.last_on THEN 1 END) AS r_rank,
  1 + count(CASE WHEN b.purchases < o.purchases THEN 1 END) AS f_rank,
  1 + count(CASE WHEN b.cents < o.cents THEN 1 END) AS m_rank
FROM {buyers} o CROSS JOIN {buyers} b WHERE o.customer_id = :customer{same}
GROUP BY o.customer_id{own}, o.last_on, o.purchases, o.cents)

-- name: abc -- A while the sum of the money before is below 80 %, B below 95 %, else C
(SELECT k.*, CASE WHEN k.before = 0 OR 100 * k.before < 80 * k.total THEN 'A' WHEN 100 * k.before < 95 * k.total THEN 'B' ELSE 'C' END AS class
FROM (
  SELECT b.*, sum(b.cents) OVER ({per}) AS total, coalesce(sum(b.cents) OVER (
    {per} ORDER BY b.cents DESC, b.customer_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
  FROM {buyers} b) AS k)
