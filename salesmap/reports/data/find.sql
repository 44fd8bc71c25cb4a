-- Everything that holds some words. {words} is a condition over the texts that stand in {texts}.

-- name: lead
SELECT l.id, l.name, CASE WHEN :lang = 'zh' THEN s.label_zh ELSE s.label_en END, l.status, c.name, l.owner
FROM lead l JOIN stage s ON s.id = l.stage_id LEFT JOIN customer c ON c.id = l.customer_id
WHERE {words} ORDER BY l.status <> 'open', l.id DESC LIMIT :most
-- name: customer
SELECT c.id, c.name, (SELECT count(*) FROM lead l WHERE l.customer_id = c.id AND l.status = 'open') FROM customer c
WHERE {words} ORDER BY c.id DESC LIMIT :most
-- name: contact
SELECT k.id, coalesce(k.name, k.email, k.phone, ''), c.name, k.phone, k.email
FROM contact k LEFT JOIN customer c ON c.id = k.customer_id WHERE {words} ORDER BY k.id DESC LIMIT :most
-- name: product -- those on sale first
SELECT p.id, p.code, p.name, p.category FROM product p
WHERE {words} ORDER BY p.retired_at IS NOT NULL, p.code_key, p.id LIMIT :most
-- name: followup -- open ones first
SELECT f.id, f.what, f.due_on, l.name FROM followup f JOIN lead l ON l.id = f.lead_id
WHERE {words} ORDER BY f.done_at IS NOT NULL OR f.dropped_at IS NOT NULL, f.due_on DESC, f.id DESC LIMIT :most
-- name: interaction
SELECT i.id, i.text, i.at, l.name FROM interaction i JOIN lead l ON l.id = i.lead_id
WHERE {words} ORDER BY i.at DESC, i.id DESC LIMIT :most
-- name: comment
SELECT m.id, m.text, m.at, l.name FROM comment m JOIN lead l ON l.id = m.lead_id
WHERE {words} ORDER BY m.at DESC, m.id DESC LIMIT :most
-- name: quote
SELECT q.id, coalesce(q.number, :draft || q.id), l.name, c.name, q.owner FROM quote q JOIN lead l ON l.id = q.lead_id
LEFT JOIN customer c ON c.id = l.customer_id WHERE {words} ORDER BY q.id DESC LIMIT :most
-- name: contract
SELECT k.id, coalesce(k.number, :draft || k.id), l.name, c.name, k.owner FROM contract k LEFT JOIN lead l ON l.id = k.lead_id
LEFT JOIN customer c ON c.id = coalesce(k.customer_id, l.customer_id) WHERE {words} ORDER BY k.id DESC LIMIT :most
-- name: ticket -- those under way first
SELECT t.id, t.number, t.text, c.name, {ticket_state} FROM ticket t JOIN customer c ON c.id = t.customer_id
WHERE {words} ORDER BY t.resolved_at IS NOT NULL OR t.closed_at IS NOT NULL, t.id DESC LIMIT :most
-- name: file
SELECT a.id, a.name, coalesce(l.name, c.name), NULL, a.actor FROM attachment a LEFT JOIN lead l ON l.id = a.lead_id
LEFT JOIN customer c ON c.id = a.customer_id WHERE {words} ORDER BY a.id DESC LIMIT :most
-- name: note
SELECT n.id, n.title, n.stage, n.product FROM knowledge_note n WHERE {words} ORDER BY n.id DESC LIMIT :most
-- name: rating -- what customers said
SELECT r.id, r.comment, c.name, r.rated_on, r.owner FROM rating r JOIN customer c ON c.id = r.customer_id
WHERE {words} ORDER BY r.at DESC, r.id DESC LIMIT :most
-- name: segment
SELECT s.id, s.name, s.actor FROM segment s WHERE {words} ORDER BY s.name_key, s.id LIMIT :most
