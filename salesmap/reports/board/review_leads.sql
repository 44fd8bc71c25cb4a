-- The leads behind a review.

-- name: leads -- some leads, the most valuable first
SELECT l.id, l.name, c.name, l.source, l.product, l.region, l.owner, s.key, l.status, l.value_cents, l.currency,
  l.created_on, l.closed_on, l.cycle_days, l.lost_reason, CASE WHEN :lang = 'zh' THEN s.label_zh ELSE s.label_en END
FROM lead l JOIN stage s ON s.id = l.stage_id LEFT JOIN customer c ON c.id = l.customer_id
WHERE l.id IN (SELECT CAST(value AS INTEGER) FROM json_each(:ids)) ORDER BY l.value_cents DESC NULLS LAST, l.id

-- name: moves -- between stages within a time, forwards or back, in their order
SELECT y.outcome, y.lead_id, y.left_at, f.key, CASE WHEN :lang = 'zh' THEN f.label_zh ELSE f.label_en END,
  t.key, CASE WHEN :lang = 'zh' THEN t.label_zh ELSE t.label_en END
FROM stay y JOIN stage f ON f.id = y.stage_id
LEFT JOIN stay n ON n.id = (SELECT min(w.id) FROM stay w WHERE w.lead_id = y.lead_id AND w.id > y.id)
LEFT JOIN stage t ON t.id = n.stage_id
WHERE y.outcome IN ('forward', 'back') AND y.counted = 1 AND y.left_at >= :start AND y.left_at < :end ORDER BY y.left_at, y.id
