-- Amounts in the currency of the database.

-- name: currencies -- of the leads' amounts; {filter} narrows `lead l`
SELECT DISTINCT l.currency FROM lead l WHERE l.value_cents IS NOT NULL AND l.status <> 'dropped' {filter} ORDER BY 1

-- name: currencies_of_quotes
SELECT DISTINCT currency FROM quote ORDER BY 1

-- name: currencies_of_contracts
SELECT DISTINCT currency FROM contract ORDER BY 1

-- name: rated -- currencies with a rate
SELECT DISTINCT currency FROM rate

-- name: converted -- the amount of `lead l` in {currency}, rounded; NULL without a rate
CASE WHEN l.currency = '{currency}' THEN l.value_cents ELSE (l.value_cents * coalesce(
  (SELECT r.micros FROM rate r WHERE r.currency = l.currency
   AND r.day <= CASE WHEN l.status = 'open' THEN '{today}' ELSE coalesce(l.closed_on, '{today}') END ORDER BY r.day DESC LIMIT 1),
  (SELECT r.micros FROM rate r WHERE r.currency = l.currency ORDER BY r.day LIMIT 1)) + 500000) / 1000000 END

-- name: rates
SELECT currency, day, micros, recorded_at FROM rate ORDER BY currency, day DESC
