-- What after-sales has to show.

-- name: facts -- whether there are tickets, and ratings
SELECT EXISTS (SELECT 1 FROM ticket), EXISTS (SELECT 1 FROM rating)
