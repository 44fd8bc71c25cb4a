-- The leads behind a metric that counts leads by status.

-- name: leads -- each lead with its status
SELECT {groups} l.status, l.id FROM lead l {joins} WHERE l.status <> 'dropped' {condition} ORDER BY l.id
