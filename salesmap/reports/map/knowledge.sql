-- The knowledge base.

-- name: notes -- every note, or those on a stage, a problem, a product
SELECT id, title, stage, problem, product, actor, updated_at, text FROM knowledge_note
WHERE (CAST(:stage AS TEXT) IS NULL OR stage = :stage OR problem LIKE :stage || '.%')
  AND (CAST(:problem AS TEXT) IS NULL OR problem = :problem) AND (CAST(:product AS TEXT) IS NULL OR lower(product) = lower(:product))
ORDER BY id

-- name: note
SELECT id, title, stage, problem, product, actor, updated_at, text FROM knowledge_note WHERE id = :id
