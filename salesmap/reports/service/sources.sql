-- Tickets with the columns that conditions and dimensions of leads use.

-- name: tickets
SELECT t.id AS ticket_id, o.id, coalesce(t.owner, o.owner) AS owner, t.customer_id, o.currency, o.value_cents, 'won' AS status,
  o.closed_on, o.created_on, o.created_unknown, t.contact_id, o.stage_id, o.process_id, o.fields, {plain},
  t.opened_on, t.opened_at, t.priority, t.kind, t.channel, t.is_ours, t.responded_at, t.resolved_at, t.response_due,
  t.response_secs, t.solution_secs, {ticket_state} AS ticket_state, {answered_at} AS answered_at,
  {is_contradictory} AS is_contradictory, {is_response_breached} AS is_response_breached, {is_solution_breached} AS is_solution_breached
FROM ticket t LEFT JOIN contract k ON k.id = t.contract_id
LEFT JOIN lead o ON o.id = coalesce(k.lead_id, (SELECT max(w.id) FROM lead w WHERE w.customer_id = t.customer_id AND w.status = 'won'))
