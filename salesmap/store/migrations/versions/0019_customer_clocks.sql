-- Clocks of customers; who looks after leads of others.

ALTER TABLE identity ADD COLUMN clocks_change_id INTEGER;

CREATE INDEX ix_lead_caretaker ON lead (lower(caretaker)) WHERE caretaker IS NOT NULL;

CREATE TABLE customer_clock (
	customer_id INTEGER NOT NULL,
	tier VARCHAR NOT NULL,
	owner VARCHAR NOT NULL,
	contact_at VARCHAR,
	bought_on VARCHAR,
	touched_at VARCHAR NOT NULL,
	gap FLOAT,
	again_on VARCHAR,
	is_busy INTEGER NOT NULL,
	CONSTRAINT pk_customer_clock PRIMARY KEY (customer_id)
);

CREATE INDEX ix_customer_clock_again ON customer_clock (owner, tier, again_on, customer_id, is_busy) WHERE is_busy = 0 AND again_on IS NOT NULL;

CREATE INDEX ix_customer_clock_bought ON customer_clock (owner, tier, bought_on, customer_id, is_busy, again_on) WHERE is_busy = 0 AND again_on IS NULL AND bought_on IS NOT NULL;

CREATE INDEX ix_customer_clock_touched ON customer_clock (owner, tier, touched_at, customer_id);
