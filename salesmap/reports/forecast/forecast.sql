-- What open leads may bring, and what leads brought so far.

-- name: open -- open leads with a value, the probability of their stage, and when they should close
SELECT l.id, l.value_cents, s.probability, s.position, s.process_id, l.created_on, l.expected_close, l.source
FROM lead l JOIN stage s ON s.id = l.stage_id WHERE l.status = 'open' AND l.value_cents > 0 {condition}

-- name: closed -- leads that ended with a known length: won or not, how far they came, after how many days, from where
SELECT l.status = 'won', f.position, f.process_id, l.cycle_days, l.source, l.id FROM lead l JOIN stage f ON f.id = l.furthest_id
WHERE l.status IN ('won', 'lost') AND l.cycle_days IS NOT NULL {condition}

-- name: won -- the value won in a time
SELECT coalesce(sum(value_cents), 0) FROM lead l WHERE l.status = 'won' AND l.closed_on >= :from AND l.closed_on <= :to {condition}

-- name: won_leads -- the leads that were won in a time
SELECT l.id FROM lead l WHERE l.status = 'won' AND l.closed_on >= :from AND l.closed_on <= :to {condition} ORDER BY l.id

-- name: won_lengths -- the days that won leads took, in order
SELECT l.cycle_days FROM lead l WHERE l.status = 'won' AND l.cycle_days IS NOT NULL {condition} ORDER BY l.cycle_days

-- name: first_win -- the day on which something was first won
SELECT min(l.closed_on) FROM lead l WHERE l.status = 'won' {condition}

-- name: stages -- those before the win, in their order
SELECT p.id, p.key, s.position, s.key, CASE WHEN :lang = 'zh' THEN s.label_zh ELSE s.label_en END
FROM stage s JOIN process p ON p.id = s.process_id WHERE s.phase = 'before' ORDER BY p.position, p.id, s.position
