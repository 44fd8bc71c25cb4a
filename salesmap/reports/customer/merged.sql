-- Records that were merged into others, as the history has it.

-- name: survivor -- of a record that a merge deleted: the record of its kind that the same change kept
SELECT kept.row_id FROM change_row gone JOIN change c ON c.id = gone.change_id
JOIN change_row kept ON kept.change_id = gone.change_id AND kept.table_name = gone.table_name AND kept.row_id <> gone.row_id
WHERE gone.table_name = :kind AND gone.row_id = :id AND gone.before IS NOT NULL AND kept.before IS NOT NULL
  AND c.what = 'merged: {}' AND c.undone_by IS NULL
ORDER BY gone.change_id DESC, kept.row_id LIMIT 1
