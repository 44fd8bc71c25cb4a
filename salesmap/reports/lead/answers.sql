-- What customers answered.

-- name: versions -- every version of what a lead's forms held, in order
SELECT form, number, answers, received_at, actor, origin FROM form_answer WHERE lead_id = :id ORDER BY form, number

-- name: lead -- its custom fields
SELECT fields FROM lead WHERE id = :id
