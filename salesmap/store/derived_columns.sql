-- What gates ask of the papers of a lead.

-- name: papers -- the facts that hold; a bare `quote` says that the database holds quotes at all
SELECT 'quote' WHERE EXISTS (SELECT 1 FROM quote)
UNION ALL SELECT 'quote:sent' WHERE EXISTS (SELECT 1 FROM quote q JOIN quote_version v ON v.quote_id = q.id
  WHERE q.lead_id = :lead AND v.sent_at IS NOT NULL AND v.withdrawn_at IS NULL)
UNION ALL SELECT 'quote:accepted' WHERE EXISTS (SELECT 1 FROM quote q JOIN quote_version v ON v.quote_id = q.id
  WHERE q.lead_id = :lead AND v.accepted_at IS NOT NULL)
UNION ALL SELECT 'contract' WHERE EXISTS (SELECT 1 FROM contract)
UNION ALL SELECT 'contract:approved' WHERE EXISTS (SELECT 1 FROM contract k
  JOIN contract_version v ON v.contract_id = k.id WHERE k.lead_id = :lead AND k.voided_at IS NULL
  AND (v.signed_at IS NOT NULL OR EXISTS (SELECT 1 FROM approval a WHERE a.contract_version_id = v.id
    AND a.decision = 'approved' AND a.voided_at IS NULL)))
UNION ALL SELECT 'contract:signed' WHERE EXISTS (SELECT 1 FROM contract k
  WHERE k.lead_id = :lead AND k.signed_at IS NOT NULL AND k.voided_at IS NULL)
UNION ALL SELECT 'needs' WHERE EXISTS (SELECT 1 FROM need)
UNION ALL SELECT 'needs:covered' WHERE EXISTS (SELECT 1 FROM need n WHERE n.lead_id = :lead)
  AND NOT EXISTS (SELECT 1 FROM need n WHERE n.lead_id = :lead AND n.product_code IS NULL AND n.workaround IS NULL)
