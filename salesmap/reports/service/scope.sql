-- Which tickets pass filters, over `lead l` of `sources.sql`.

-- name: late -- under way, and past a target
l.is_response_breached + l.is_solution_breached > 0 AND l.ticket_state NOT IN ('resolved', 'closed')

-- name: search -- text :text{n}, or :folded{n}, in the ticket, its number, its customer or its contact
l.ticket_id IN (SELECT f.id FROM ticket f JOIN customer c ON c.id = f.customer_id LEFT JOIN contact p ON p.id = f.contact_id
  WHERE lower(f.text) LIKE :text{n} ESCAPE '\' OR lower(f.number) LIKE :text{n} ESCAPE '\' OR lower(f.external_id) LIKE :text{n} ESCAPE '\'
  OR c.name_key LIKE :folded{n} ESCAPE '\' OR p.name_key LIKE :folded{n} ESCAPE '\')
