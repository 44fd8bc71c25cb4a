-- Tickets by what they are called.

-- name: tickets -- the newest first, with whether each is under way
SELECT t.id, t.number, t.text, t.customer_id, {is_unsolved} FROM ticket t WHERE {condition} ORDER BY t.id DESC LIMIT 20

-- name: numbers -- to find one spelled nearly like another
SELECT t.number FROM ticket t WHERE t.number IS NOT NULL ORDER BY t.id DESC LIMIT 2000

-- name: customer
SELECT t.customer_id FROM ticket t WHERE t.id = :id

-- name: contact -- of a customer, by name or address
SELECT p.id FROM contact p WHERE p.customer_id = :customer AND (p.name_key = :key OR p.email_key = :key) ORDER BY p.id LIMIT 1

-- name: party -- the customer of a ticket, and its contact
SELECT c.name, p.name, p.phone, p.email, p.wechat FROM ticket t JOIN customer c ON c.id = t.customer_id
LEFT JOIN contact p ON p.id = t.contact_id WHERE t.id = :id
