-- Texts as they are stored. {expression} is one over `lead l`. Of spellings that stand for the same, the first one is shown.

-- name: texts
SELECT DISTINCT {expression} FROM lead l ORDER BY 1

-- name: owner -- in small letters, by steps through the index: leads are many, owners few; in its order, too
WITH RECURSIVE owners(name) AS (
  SELECT min(lower(owner)) FROM lead
  UNION ALL SELECT (SELECT min(lower(owner)) FROM lead WHERE lower(owner) > owners.name) FROM owners WHERE owners.name IS NOT NULL
)
SELECT coalesce((SELECT owner FROM lead WHERE lower(owner) = owners.name ORDER BY status, id LIMIT 1), name) FROM owners WHERE name IS NOT NULL
UNION ALL SELECT m.name FROM member m WHERE NOT EXISTS (SELECT 1 FROM lead l WHERE lower(l.owner) = lower(m.name)) -- who owns nothing yet

-- name: tier -- of customers
SELECT DISTINCT tier FROM customer WHERE tier IS NOT NULL ORDER BY tier

-- name: team -- of owners
SELECT DISTINCT team FROM member WHERE team IS NOT NULL ORDER BY team

-- name: tag
SELECT DISTINCT tag FROM lead_tag ORDER BY tag

-- name: first_spellings -- each text with the first lead that has it
SELECT {expression} AS written, min(l.id) FROM lead l WHERE {expression} IS NOT NULL GROUP BY 1 ORDER BY 2, 1

-- name: first_tags
SELECT t.tag AS written, min(t.lead_id) FROM lead_tag t GROUP BY 1 ORDER BY 2, 1

-- name: followup_owner -- of open ones
SELECT DISTINCT owner FROM followup WHERE done_at IS NULL AND dropped_at IS NULL ORDER BY owner

-- name: caretaker -- who looks after closed leads of others
SELECT DISTINCT l.caretaker FROM lead l WHERE l.caretaker IS NOT NULL ORDER BY 1
