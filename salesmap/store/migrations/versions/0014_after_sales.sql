-- The tables of service, satisfaction, care, segments and the map's rules.

DROP INDEX ix_lead_customer_id;

CREATE INDEX ix_lead_customer ON lead (customer_id, status, closed_on, value_cents);

CREATE INDEX ix_lead_referred_by_contact_id ON lead (referred_by_contact_id) WHERE referred_by_contact_id IS NOT NULL;

CREATE INDEX ix_lead_referred_by_customer_id ON lead (referred_by_customer_id) WHERE referred_by_customer_id IS NOT NULL;

CREATE TABLE ticket (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	customer_id INTEGER NOT NULL,
	contact_id INTEGER,
	contract_id INTEGER,
	lead_id INTEGER,
	number VARCHAR,
	series VARCHAR,
	serial INTEGER,
	kind VARCHAR,
	priority VARCHAR NOT NULL,
	channel VARCHAR,
	text TEXT NOT NULL,
	owner VARCHAR,
	is_ours INTEGER NOT NULL,
	opened_at VARCHAR NOT NULL,
	opened_on VARCHAR NOT NULL,
	response_due VARCHAR,
	solution_due VARCHAR,
	responded_at VARCHAR,
	waiting_since VARCHAR,
	resolved_at VARCHAR,
	resolved_on VARCHAR,
	closed_at VARCHAR,
	response_secs INTEGER,
	solution_secs INTEGER,
	external_id VARCHAR,
	import_key VARCHAR,
	recorded_at VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT uq_ticket_series_serial UNIQUE (series, serial),
	CONSTRAINT ck_ticket_text CHECK (text <> ''),
	CONSTRAINT ck_ticket_is_ours CHECK (is_ours IN (0, 1)),
	CONSTRAINT ck_ticket_priority CHECK (priority IN ('urgent', 'high', 'normal', 'low')),
	CONSTRAINT ck_ticket_opened_on CHECK (opened_on LIKE '____-__-__' AND opened_on >= '1900-01-01'),
	CONSTRAINT ck_ticket_resolved_on CHECK (resolved_on LIKE '____-__-__' AND resolved_on >= '1900-01-01'),
	CONSTRAINT ck_ticket_opened_at CHECK (opened_at LIKE '____-__-__T__:__:__%Z'),
	CONSTRAINT ck_ticket_response_due CHECK (response_due LIKE '____-__-__T__:__:__%Z'),
	CONSTRAINT ck_ticket_solution_due CHECK (solution_due LIKE '____-__-__T__:__:__%Z'),
	CONSTRAINT ck_ticket_responded_at CHECK (responded_at LIKE '____-__-__T__:__:__%Z'),
	CONSTRAINT ck_ticket_waiting_since CHECK (waiting_since LIKE '____-__-__T__:__:__%Z'),
	CONSTRAINT ck_ticket_resolved_at CHECK (resolved_at LIKE '____-__-__T__:__:__%Z'),
	CONSTRAINT ck_ticket_closed_at CHECK (closed_at LIKE '____-__-__T__:__:__%Z'),
	CONSTRAINT ck_ticket_response_secs CHECK (response_secs = CAST(response_secs AS INTEGER)),
	CONSTRAINT ck_ticket_solution_secs CHECK (solution_secs = CAST(solution_secs AS INTEGER)),
	CONSTRAINT fk_ticket_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id),
	CONSTRAINT fk_ticket_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id),
	CONSTRAINT fk_ticket_contract_id FOREIGN KEY(contract_id) REFERENCES contract (id),
	CONSTRAINT fk_ticket_lead_id FOREIGN KEY(lead_id) REFERENCES lead (id),
	CONSTRAINT uq_ticket_number UNIQUE (number),
	CONSTRAINT uq_ticket_external_id UNIQUE (external_id),
	CONSTRAINT uq_ticket_import_key UNIQUE (import_key)
);

CREATE INDEX ix_ticket_contact_id ON ticket (contact_id);

CREATE INDEX ix_ticket_contract_id ON ticket (contract_id);

CREATE INDEX ix_ticket_customer_id ON ticket (customer_id);

CREATE INDEX ix_ticket_lead_id ON ticket (lead_id);

CREATE INDEX ix_ticket_opened_on ON ticket (opened_on);

CREATE INDEX ix_ticket_response_due ON ticket (response_due, id) WHERE responded_at IS NULL AND is_ours = 0 AND resolved_at IS NULL AND closed_at IS NULL;

CREATE INDEX ix_ticket_solution_due ON ticket (solution_due, id) WHERE resolved_at IS NULL AND closed_at IS NULL;

CREATE TABLE ticket_event (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	ticket_id INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	at VARCHAR NOT NULL,
	text TEXT,
	is_human INTEGER NOT NULL,
	actor VARCHAR NOT NULL,
	recorded_at VARCHAR NOT NULL,
	import_key VARCHAR,
	CONSTRAINT ck_ticket_event_kind CHECK (kind IN ('replied', 'customer', 'waiting', 'resumed', 'resolved', 'reopened', 'closed', 'changed')),
	CONSTRAINT ck_ticket_event_is_human CHECK (is_human IN (0, 1)),
	CONSTRAINT ck_ticket_event_at CHECK (at LIKE '____-__-__T__:__:__%Z'),
	CONSTRAINT fk_ticket_event_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id),
	CONSTRAINT uq_ticket_event_import_key UNIQUE (import_key)
);

CREATE INDEX ix_ticket_event_ticket_id ON ticket_event (ticket_id);

CREATE TABLE care_visit (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	customer_id INTEGER NOT NULL,
	kind VARCHAR,
	note TEXT,
	at VARCHAR NOT NULL,
	visited_on VARCHAR NOT NULL,
	due_on VARCHAR,
	actor VARCHAR NOT NULL,
	recorded_at VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT ck_care_visit_visited_on CHECK (visited_on LIKE '____-__-__' AND visited_on >= '1900-01-01'),
	CONSTRAINT ck_care_visit_at CHECK (at LIKE '____-__-__T__:__:__%Z'),
	CONSTRAINT fk_care_visit_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id)
);

CREATE INDEX ix_care_visit_customer ON care_visit (customer_id, at);

CREATE TABLE rating (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	customer_id INTEGER NOT NULL,
	contact_id INTEGER,
	ticket_id INTEGER,
	contract_id INTEGER,
	lead_id INTEGER,
	care_visit_id INTEGER,
	scale VARCHAR NOT NULL,
	score INTEGER NOT NULL,
	comment TEXT,
	owner VARCHAR,
	at VARCHAR NOT NULL,
	rated_on VARCHAR NOT NULL,
	actor VARCHAR NOT NULL,
	import_key VARCHAR,
	recorded_at VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT ck_rating_scale CHECK (scale IN ('csat5', 'nps')),
	CONSTRAINT ck_rating_score CHECK (score = CAST(score AS INTEGER)),
	CONSTRAINT ck_rating_bounds CHECK ((scale = 'csat5' AND score BETWEEN 1 AND 5) OR (scale = 'nps' AND score BETWEEN 0 AND 10)),
	CONSTRAINT ck_rating_rated_on CHECK (rated_on LIKE '____-__-__' AND rated_on >= '1900-01-01'),
	CONSTRAINT ck_rating_at CHECK (at LIKE '____-__-__T__:__:__%Z'),
	CONSTRAINT fk_rating_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id),
	CONSTRAINT fk_rating_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id),
	CONSTRAINT fk_rating_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id),
	CONSTRAINT fk_rating_contract_id FOREIGN KEY(contract_id) REFERENCES contract (id),
	CONSTRAINT fk_rating_lead_id FOREIGN KEY(lead_id) REFERENCES lead (id),
	CONSTRAINT fk_rating_care_visit_id FOREIGN KEY(care_visit_id) REFERENCES care_visit (id),
	CONSTRAINT uq_rating_import_key UNIQUE (import_key)
);

CREATE INDEX ix_rating_care_visit_id ON rating (care_visit_id);

CREATE INDEX ix_rating_contact_id ON rating (contact_id);

CREATE INDEX ix_rating_contract_id ON rating (contract_id);

CREATE INDEX ix_rating_customer ON rating (customer_id, scale, at);

CREATE INDEX ix_rating_lead_id ON rating (lead_id);

CREATE INDEX ix_rating_rated_on ON rating (rated_on, at);

CREATE INDEX ix_rating_ticket_id ON rating (ticket_id);

CREATE TABLE segment (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	name VARCHAR NOT NULL,
	name_key VARCHAR NOT NULL,
	filters TEXT NOT NULL,
	actor VARCHAR NOT NULL,
	recorded_at VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT ck_segment_name CHECK (name <> ''),
	CONSTRAINT uq_segment_name_key UNIQUE (name_key)
);

CREATE TABLE source_cost (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	source VARCHAR NOT NULL,
	source_key VARCHAR NOT NULL,
	period VARCHAR NOT NULL,
	since VARCHAR NOT NULL,
	until VARCHAR NOT NULL,
	amount_cents INTEGER NOT NULL,
	currency VARCHAR NOT NULL,
	recorded_at VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT ck_source_cost_source CHECK (source <> ''),
	CONSTRAINT ck_source_cost_order CHECK (since <= until),
	CONSTRAINT ck_source_cost_since CHECK (since LIKE '____-__-__' AND since >= '1900-01-01'),
	CONSTRAINT ck_source_cost_until CHECK (until LIKE '____-__-__' AND until >= '1900-01-01'),
	CONSTRAINT ck_source_cost_amount_cents CHECK (amount_cents = CAST(amount_cents AS INTEGER)),
	CONSTRAINT uq_source_cost_source_key_since_until UNIQUE (source_key, since, until)
);

CREATE TABLE rule_firing (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	rule VARCHAR NOT NULL,
	event VARCHAR NOT NULL,
	lead_id INTEGER,
	customer_id INTEGER,
	did TEXT NOT NULL,
	at VARCHAR NOT NULL,
	actor VARCHAR NOT NULL,
	recorded_at VARCHAR NOT NULL,
	CONSTRAINT ck_rule_firing_rule CHECK (rule <> ''),
	CONSTRAINT ck_rule_firing_at CHECK (at LIKE '____-__-__T__:__:__%Z'),
	CONSTRAINT uq_rule_firing_rule_event UNIQUE (rule, event),
	CONSTRAINT fk_rule_firing_lead_id FOREIGN KEY(lead_id) REFERENCES lead (id),
	CONSTRAINT fk_rule_firing_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id)
);

CREATE INDEX ix_rule_firing_customer_id ON rule_firing (customer_id);

CREATE INDEX ix_rule_firing_lead_id ON rule_firing (lead_id);
