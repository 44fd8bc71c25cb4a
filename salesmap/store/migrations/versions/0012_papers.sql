-- The tables of products, quotes, contracts and money, and of settings and attachments.

CREATE INDEX ix_customer_tier ON customer (tier);

CREATE TABLE product (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	code VARCHAR NOT NULL,
	code_key VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	name_key VARCHAR NOT NULL,
	unit VARCHAR,
	category VARCHAR,
	price_cents INTEGER NOT NULL,
	currency VARCHAR NOT NULL,
	tax_ppm INTEGER NOT NULL,
	tax_included INTEGER NOT NULL,
	cost_cents INTEGER,
	floor_cents INTEGER,
	max_discount_ppm INTEGER,
	retired_at VARCHAR,
	external_id VARCHAR,
	recorded_at VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT ck_product_code CHECK (code <> ''),
	CONSTRAINT ck_product_name CHECK (name <> ''),
	CONSTRAINT ck_product_price_cents CHECK (price_cents = CAST(price_cents AS INTEGER)),
	CONSTRAINT ck_product_tax_ppm CHECK (tax_ppm BETWEEN 0 AND 1000000),
	CONSTRAINT ck_product_max_discount_ppm CHECK (max_discount_ppm BETWEEN 0 AND 1000000),
	CONSTRAINT ck_product_tax_included CHECK (tax_included IN (0, 1)),
	CONSTRAINT ck_product_retired_at CHECK (retired_at LIKE '____-__-__T__:__:__%Z'),
	CONSTRAINT uq_product_code_key UNIQUE (code_key),
	CONSTRAINT uq_product_external_id UNIQUE (external_id)
);

CREATE INDEX ix_product_name_key ON product (name_key);

CREATE TABLE setting (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	"key" VARCHAR NOT NULL,
	value TEXT NOT NULL,
	recorded_at VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT ck_setting_key CHECK (key <> ''),
	CONSTRAINT uq_setting_key UNIQUE ("key")
);

CREATE TABLE stored_file (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	sha256 VARCHAR NOT NULL,
	content TEXT NOT NULL,
	recorded_at VARCHAR NOT NULL,
	CONSTRAINT uq_stored_file_sha256 UNIQUE (sha256)
);

CREATE TABLE price (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	product_id INTEGER NOT NULL,
	list_name VARCHAR,
	list_key VARCHAR,
	customer_id INTEGER,
	tier VARCHAR,
	min_qty_micros INTEGER NOT NULL,
	amount_cents INTEGER NOT NULL,
	currency VARCHAR NOT NULL,
	since VARCHAR,
	until VARCHAR,
	recorded_at VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT ck_price_amount_cents CHECK (amount_cents = CAST(amount_cents AS INTEGER)),
	CONSTRAINT ck_price_min_qty_micros CHECK (min_qty_micros = CAST(min_qty_micros AS INTEGER)),
	CONSTRAINT ck_price_since CHECK (since LIKE '____-__-__' AND since >= '1900-01-01'),
	CONSTRAINT ck_price_until CHECK (until LIKE '____-__-__' AND until >= '1900-01-01'),
	CONSTRAINT fk_price_product_id FOREIGN KEY(product_id) REFERENCES product (id),
	CONSTRAINT fk_price_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id)
);

CREATE INDEX ix_price_customer_id ON price (customer_id);

CREATE INDEX ix_price_product_id ON price (product_id);

CREATE TABLE product_link (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	product_id INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	target VARCHAR NOT NULL,
	target_key VARCHAR NOT NULL,
	CONSTRAINT ck_product_link_kind CHECK (kind IN ('covers', 'requires', 'excludes')),
	CONSTRAINT fk_product_link_product_id FOREIGN KEY(product_id) REFERENCES product (id)
);

CREATE INDEX ix_product_link_target_key ON product_link (target_key);

CREATE UNIQUE INDEX uq_product_link ON product_link (product_id, kind, target_key);

CREATE TABLE lead_contact (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	lead_id INTEGER NOT NULL,
	contact_id INTEGER NOT NULL,
	role VARCHAR,
	recorded_at VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT uq_lead_contact_lead_id_contact_id UNIQUE (lead_id, contact_id),
	CONSTRAINT fk_lead_contact_lead_id FOREIGN KEY(lead_id) REFERENCES lead (id),
	CONSTRAINT fk_lead_contact_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id)
);

CREATE INDEX ix_lead_contact_contact_id ON lead_contact (contact_id);

CREATE TABLE need (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	lead_id INTEGER NOT NULL,
	text TEXT NOT NULL,
	text_key VARCHAR NOT NULL,
	weight INTEGER NOT NULL,
	source VARCHAR NOT NULL,
	product_code VARCHAR,
	workaround VARCHAR,
	refused_at VARCHAR,
	recorded_at VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT ck_need_text CHECK (text <> ''),
	CONSTRAINT ck_need_weight CHECK (weight > 0),
	CONSTRAINT ck_need_source CHECK (source IN ('survey', 'hand')),
	CONSTRAINT ck_need_refused_at CHECK (refused_at LIKE '____-__-__T__:__:__%Z'),
	CONSTRAINT fk_need_lead_id FOREIGN KEY(lead_id) REFERENCES lead (id)
);

CREATE INDEX ix_need_lead_id ON need (lead_id);

CREATE TABLE quote (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	lead_id INTEGER NOT NULL,
	number VARCHAR,
	series VARCHAR,
	serial INTEGER,
	currency VARCHAR NOT NULL,
	tax_included INTEGER,
	template VARCHAR,
	list_name VARCHAR,
	owner VARCHAR,
	external_id VARCHAR,
	recorded_at VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT uq_quote_series_serial UNIQUE (series, serial),
	CONSTRAINT ck_quote_tax_included CHECK (tax_included IN (0, 1)),
	CONSTRAINT fk_quote_lead_id FOREIGN KEY(lead_id) REFERENCES lead (id),
	CONSTRAINT uq_quote_number UNIQUE (number),
	CONSTRAINT uq_quote_external_id UNIQUE (external_id)
);

CREATE INDEX ix_quote_lead_id ON quote (lead_id);

CREATE TABLE bid (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	quote_id INTEGER NOT NULL,
	n INTEGER NOT NULL,
	at VARCHAR NOT NULL,
	amount_cents INTEGER NOT NULL,
	competitor VARCHAR,
	note VARCHAR,
	actor VARCHAR NOT NULL,
	recorded_at VARCHAR NOT NULL,
	CONSTRAINT ck_bid_at CHECK (at LIKE '____-__-__T__:__:__%Z'),
	CONSTRAINT ck_bid_amount_cents CHECK (amount_cents = CAST(amount_cents AS INTEGER)),
	CONSTRAINT fk_bid_quote_id FOREIGN KEY(quote_id) REFERENCES quote (id)
);

CREATE INDEX ix_bid_competitor ON bid (competitor);

CREATE INDEX ix_bid_quote_id ON bid (quote_id);

CREATE TABLE quote_version (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	quote_id INTEGER NOT NULL,
	n INTEGER NOT NULL,
	why VARCHAR,
	got VARCHAR,
	text TEXT,
	valid_until VARCHAR,
	discount_ppm INTEGER,
	discount_cents INTEGER,
	round_to_cents INTEGER,
	list_total_cents INTEGER NOT NULL,
	subtotal_cents INTEGER NOT NULL,
	order_discount_cents INTEGER NOT NULL,
	charged_cents INTEGER NOT NULL,
	net_cents INTEGER NOT NULL,
	tax_cents INTEGER NOT NULL,
	rounding_cents INTEGER NOT NULL,
	total_cents INTEGER NOT NULL,
	below_floor INTEGER NOT NULL,
	sent_at VARCHAR,
	sent_on VARCHAR,
	channel VARCHAR,
	sent_to VARCHAR,
	shown TEXT,
	content_hash VARCHAR,
	accepted_at VARCHAR,
	accepted_on VARCHAR,
	declined_at VARCHAR,
	declined_on VARCHAR,
	decline_reason VARCHAR,
	withdrawn_at VARCHAR,
	withdrawn_on VARCHAR,
	decision_note TEXT,
	recorded_at VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT uq_quote_version_quote_id_n UNIQUE (quote_id, n),
	CONSTRAINT ck_quote_version_why CHECK (why IN ('price', 'scope', 'terms', 'error')),
	CONSTRAINT ck_quote_version_discount_ppm CHECK (discount_ppm BETWEEN 0 AND 1000000),
	CONSTRAINT ck_quote_version_below_floor CHECK (below_floor IN (0, 1)),
	CONSTRAINT ck_quote_version_valid_until CHECK (valid_until LIKE '____-__-__' AND valid_until >= '1900-01-01'),
	CONSTRAINT ck_quote_version_sent_on CHECK (sent_on LIKE '____-__-__' AND sent_on >= '1900-01-01'),
	CONSTRAINT ck_quote_version_accepted_on CHECK (accepted_on LIKE '____-__-__' AND accepted_on >= '1900-01-01'),
	CONSTRAINT ck_quote_version_declined_on CHECK (declined_on LIKE '____-__-__' AND declined_on >= '1900-01-01'),
	CONSTRAINT ck_quote_version_withdrawn_on CHECK (withdrawn_on LIKE '____-__-__' AND withdrawn_on >= '1900-01-01'),
	CONSTRAINT ck_quote_version_sent_at CHECK (sent_at LIKE '____-__-__T__:__:__%Z'),
	CONSTRAINT ck_quote_version_accepted_at CHECK (accepted_at LIKE '____-__-__T__:__:__%Z'),
	CONSTRAINT ck_quote_version_declined_at CHECK (declined_at LIKE '____-__-__T__:__:__%Z'),
	CONSTRAINT ck_quote_version_withdrawn_at CHECK (withdrawn_at LIKE '____-__-__T__:__:__%Z'),
	CONSTRAINT ck_quote_version_total_cents CHECK (total_cents = CAST(total_cents AS INTEGER)),
	CONSTRAINT ck_quote_version_discount_cents CHECK (discount_cents = CAST(discount_cents AS INTEGER)),
	CONSTRAINT ck_quote_version_round_to_cents CHECK (round_to_cents = CAST(round_to_cents AS INTEGER)),
	CONSTRAINT fk_quote_version_quote_id FOREIGN KEY(quote_id) REFERENCES quote (id)
);

CREATE INDEX ix_quote_version_expiry ON quote_version (valid_until, id) WHERE sent_at IS NOT NULL AND accepted_at IS NULL AND declined_at IS NULL AND withdrawn_at IS NULL;

CREATE INDEX ix_quote_version_sent ON quote_version (sent_on, quote_id, n);

CREATE UNIQUE INDEX uq_quote_version_draft ON quote_version (quote_id) WHERE sent_at IS NULL;

CREATE TABLE contract (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	lead_id INTEGER,
	customer_id INTEGER,
	quote_version_id INTEGER,
	renews_id INTEGER,
	number VARCHAR,
	series VARCHAR,
	serial INTEGER,
	currency VARCHAR NOT NULL,
	owner VARCHAR,
	signed_at VARCHAR,
	signed_on VARCHAR,
	starts VARCHAR,
	ends VARCHAR,
	notice_days INTEGER,
	voided_at VARCHAR,
	voided_on VARCHAR,
	terminated_at VARCHAR,
	terminated_on VARCHAR,
	termination VARCHAR,
	closed_at VARCHAR,
	closed_on VARCHAR,
	note TEXT,
	external_id VARCHAR,
	import_key VARCHAR,
	recorded_at VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT uq_contract_series_serial UNIQUE (series, serial),
	CONSTRAINT ck_contract_notice_days CHECK (notice_days >= 0),
	CONSTRAINT ck_contract_termination CHECK (termination IN ('refund', 'keep_credit', 'move')),
	CONSTRAINT ck_contract_signed_on CHECK (signed_on LIKE '____-__-__' AND signed_on >= '1900-01-01'),
	CONSTRAINT ck_contract_starts CHECK (starts LIKE '____-__-__' AND starts >= '1900-01-01'),
	CONSTRAINT ck_contract_ends CHECK (ends LIKE '____-__-__' AND ends >= '1900-01-01'),
	CONSTRAINT ck_contract_voided_on CHECK (voided_on LIKE '____-__-__' AND voided_on >= '1900-01-01'),
	CONSTRAINT ck_contract_terminated_on CHECK (terminated_on LIKE '____-__-__' AND terminated_on >= '1900-01-01'),
	CONSTRAINT ck_contract_closed_on CHECK (closed_on LIKE '____-__-__' AND closed_on >= '1900-01-01'),
	CONSTRAINT ck_contract_signed_at CHECK (signed_at LIKE '____-__-__T__:__:__%Z'),
	CONSTRAINT ck_contract_voided_at CHECK (voided_at LIKE '____-__-__T__:__:__%Z'),
	CONSTRAINT ck_contract_terminated_at CHECK (terminated_at LIKE '____-__-__T__:__:__%Z'),
	CONSTRAINT ck_contract_closed_at CHECK (closed_at LIKE '____-__-__T__:__:__%Z'),
	CONSTRAINT fk_contract_lead_id FOREIGN KEY(lead_id) REFERENCES lead (id),
	CONSTRAINT fk_contract_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id),
	CONSTRAINT fk_contract_quote_version_id FOREIGN KEY(quote_version_id) REFERENCES quote_version (id),
	CONSTRAINT fk_contract_renews_id FOREIGN KEY(renews_id) REFERENCES contract (id),
	CONSTRAINT uq_contract_number UNIQUE (number),
	CONSTRAINT uq_contract_external_id UNIQUE (external_id),
	CONSTRAINT uq_contract_import_key UNIQUE (import_key)
);

CREATE INDEX ix_contract_customer_id ON contract (customer_id);

CREATE INDEX ix_contract_ends ON contract (ends, id) WHERE ends IS NOT NULL;

CREATE INDEX ix_contract_lead_id ON contract (lead_id);

CREATE INDEX ix_contract_quote_version_id ON contract (quote_version_id);

CREATE INDEX ix_contract_renews_id ON contract (renews_id);

CREATE INDEX ix_contract_signed_on ON contract (signed_on);

CREATE TABLE quote_line (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	quote_version_id INTEGER NOT NULL,
	position INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	is_chosen INTEGER NOT NULL,
	code VARCHAR,
	name VARCHAR NOT NULL,
	unit VARCHAR,
	qty_micros INTEGER NOT NULL,
	list_price_cents INTEGER,
	price_cents INTEGER,
	discount_ppm INTEGER,
	discount_cents INTEGER,
	tax_ppm INTEGER NOT NULL,
	cost_cents INTEGER,
	floor_cents INTEGER,
	max_discount_ppm INTEGER,
	need VARCHAR,
	CONSTRAINT uq_quote_line_quote_version_id_position UNIQUE (quote_version_id, position),
	CONSTRAINT ck_quote_line_kind CHECK (kind IN ('item', 'option', 'alternative', 'text', 'free')),
	CONSTRAINT ck_quote_line_is_chosen CHECK (is_chosen IN (0, 1)),
	CONSTRAINT ck_quote_line_qty_micros CHECK (qty_micros > 0),
	CONSTRAINT ck_quote_line_discount_ppm CHECK (discount_ppm BETWEEN 0 AND 1000000),
	CONSTRAINT ck_quote_line_tax_ppm CHECK (tax_ppm BETWEEN 0 AND 1000000),
	CONSTRAINT ck_quote_line_price_cents CHECK (price_cents = CAST(price_cents AS INTEGER)),
	CONSTRAINT ck_quote_line_list_price_cents CHECK (list_price_cents = CAST(list_price_cents AS INTEGER)),
	CONSTRAINT ck_quote_line_discount_cents CHECK (discount_cents = CAST(discount_cents AS INTEGER)),
	CONSTRAINT fk_quote_line_quote_version_id FOREIGN KEY(quote_version_id) REFERENCES quote_version (id)
);

CREATE INDEX ix_quote_line_code ON quote_line (code);

CREATE TABLE attachment (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	lead_id INTEGER,
	customer_id INTEGER,
	contract_id INTEGER,
	name VARCHAR NOT NULL,
	name_key VARCHAR NOT NULL,
	sha256 VARCHAR NOT NULL,
	size INTEGER NOT NULL,
	actor VARCHAR NOT NULL,
	recorded_at VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT ck_attachment_name CHECK (name <> ''),
	CONSTRAINT ck_attachment_record CHECK (lead_id IS NOT NULL OR customer_id IS NOT NULL OR contract_id IS NOT NULL),
	CONSTRAINT fk_attachment_lead_id FOREIGN KEY(lead_id) REFERENCES lead (id),
	CONSTRAINT fk_attachment_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id),
	CONSTRAINT fk_attachment_contract_id FOREIGN KEY(contract_id) REFERENCES contract (id)
);

CREATE INDEX ix_attachment_contract_id ON attachment (contract_id);

CREATE INDEX ix_attachment_customer_id ON attachment (customer_id);

CREATE INDEX ix_attachment_lead_id ON attachment (lead_id);

CREATE INDEX ix_attachment_name_key ON attachment (name_key);

CREATE INDEX ix_attachment_sha256 ON attachment (sha256);

CREATE TABLE contract_version (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	contract_id INTEGER NOT NULL,
	n INTEGER NOT NULL,
	amount_cents INTEGER NOT NULL,
	net_cents INTEGER,
	tax_cents INTEGER,
	starts VARCHAR,
	ends VARCHAR,
	notice_days INTEGER,
	plan_text TEXT,
	why TEXT,
	submitted_at VARCHAR,
	signed_at VARCHAR,
	signed_on VARCHAR,
	content_hash VARCHAR,
	recorded_at VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT uq_contract_version_contract_id_n UNIQUE (contract_id, n),
	CONSTRAINT ck_contract_version_notice_days CHECK (notice_days >= 0),
	CONSTRAINT ck_contract_version_amount_cents CHECK (amount_cents = CAST(amount_cents AS INTEGER)),
	CONSTRAINT ck_contract_version_net_cents CHECK (net_cents = CAST(net_cents AS INTEGER)),
	CONSTRAINT ck_contract_version_tax_cents CHECK (tax_cents = CAST(tax_cents AS INTEGER)),
	CONSTRAINT ck_contract_version_submitted_at CHECK (submitted_at LIKE '____-__-__T__:__:__%Z'),
	CONSTRAINT ck_contract_version_signed_at CHECK (signed_at LIKE '____-__-__T__:__:__%Z'),
	CONSTRAINT ck_contract_version_starts CHECK (starts LIKE '____-__-__' AND starts >= '1900-01-01'),
	CONSTRAINT ck_contract_version_ends CHECK (ends LIKE '____-__-__' AND ends >= '1900-01-01'),
	CONSTRAINT ck_contract_version_signed_on CHECK (signed_on LIKE '____-__-__' AND signed_on >= '1900-01-01'),
	CONSTRAINT fk_contract_version_contract_id FOREIGN KEY(contract_id) REFERENCES contract (id)
);

CREATE UNIQUE INDEX uq_contract_version_draft ON contract_version (contract_id) WHERE signed_at IS NULL;

CREATE TABLE invoice (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	contract_id INTEGER NOT NULL,
	amount_cents INTEGER NOT NULL,
	kind VARCHAR,
	tax_ppm INTEGER,
	number VARCHAR,
	issued_on VARCHAR NOT NULL,
	note TEXT,
	actor VARCHAR NOT NULL,
	recorded_at VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT ck_invoice_issued_on CHECK (issued_on LIKE '____-__-__' AND issued_on >= '1900-01-01'),
	CONSTRAINT ck_invoice_amount_cents CHECK (amount_cents = CAST(amount_cents AS INTEGER)),
	CONSTRAINT ck_invoice_tax_ppm CHECK (tax_ppm BETWEEN 0 AND 1000000),
	CONSTRAINT fk_invoice_contract_id FOREIGN KEY(contract_id) REFERENCES contract (id)
);

CREATE INDEX ix_invoice_contract_id ON invoice (contract_id);

CREATE INDEX ix_invoice_issued_on ON invoice (issued_on);

CREATE TABLE milestone (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	contract_id INTEGER NOT NULL,
	position INTEGER NOT NULL,
	what VARCHAR NOT NULL,
	due_on VARCHAR,
	done_on VARCHAR,
	accepted_on VARCHAR,
	recorded_at VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT uq_milestone_contract_id_position UNIQUE (contract_id, position),
	CONSTRAINT ck_milestone_what CHECK (what <> ''),
	CONSTRAINT ck_milestone_due_on CHECK (due_on LIKE '____-__-__' AND due_on >= '1900-01-01'),
	CONSTRAINT ck_milestone_done_on CHECK (done_on LIKE '____-__-__' AND done_on >= '1900-01-01'),
	CONSTRAINT ck_milestone_accepted_on CHECK (accepted_on LIKE '____-__-__' AND accepted_on >= '1900-01-01'),
	CONSTRAINT fk_milestone_contract_id FOREIGN KEY(contract_id) REFERENCES contract (id)
);

CREATE INDEX ix_milestone_open ON milestone (due_on, id) WHERE done_on IS NULL;

CREATE TABLE payment (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	contract_id INTEGER NOT NULL,
	amount_cents INTEGER NOT NULL,
	paid_on VARCHAR NOT NULL,
	for_part INTEGER,
	method VARCHAR,
	reference VARCHAR,
	note TEXT,
	actor VARCHAR NOT NULL,
	external_id VARCHAR,
	import_key VARCHAR,
	recorded_at VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT ck_payment_paid_on CHECK (paid_on LIKE '____-__-__' AND paid_on >= '1900-01-01'),
	CONSTRAINT ck_payment_amount_cents CHECK (amount_cents = CAST(amount_cents AS INTEGER)),
	CONSTRAINT ck_payment_amount CHECK (amount_cents <> 0),
	CONSTRAINT fk_payment_contract_id FOREIGN KEY(contract_id) REFERENCES contract (id),
	CONSTRAINT uq_payment_external_id UNIQUE (external_id),
	CONSTRAINT uq_payment_import_key UNIQUE (import_key)
);

CREATE INDEX ix_payment_contract_id ON payment (contract_id);

CREATE INDEX ix_payment_paid_on ON payment (paid_on);

CREATE TABLE plan_part (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	contract_id INTEGER NOT NULL,
	position INTEGER NOT NULL,
	what VARCHAR NOT NULL,
	typed VARCHAR,
	amount_cents INTEGER NOT NULL,
	due_on VARCHAR,
	anchor VARCHAR,
	anchor_days INTEGER,
	received_cents INTEGER NOT NULL,
	recorded_at VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT uq_plan_part_contract_id_position UNIQUE (contract_id, position),
	CONSTRAINT ck_plan_part_due_on CHECK (due_on LIKE '____-__-__' AND due_on >= '1900-01-01'),
	CONSTRAINT ck_plan_part_amount_cents CHECK (amount_cents = CAST(amount_cents AS INTEGER)),
	CONSTRAINT ck_plan_part_received_cents CHECK (received_cents = CAST(received_cents AS INTEGER)),
	CONSTRAINT ck_plan_part_amount CHECK (amount_cents >= 0),
	CONSTRAINT ck_plan_part_received CHECK (received_cents BETWEEN 0 AND amount_cents),
	CONSTRAINT fk_plan_part_contract_id FOREIGN KEY(contract_id) REFERENCES contract (id)
);

CREATE INDEX ix_plan_part_open ON plan_part (due_on, id) WHERE received_cents < amount_cents;

CREATE TABLE allocation (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	payment_id INTEGER NOT NULL,
	plan_part_id INTEGER NOT NULL,
	amount_cents INTEGER NOT NULL,
	CONSTRAINT ck_allocation_amount_cents CHECK (amount_cents = CAST(amount_cents AS INTEGER)),
	CONSTRAINT fk_allocation_payment_id FOREIGN KEY(payment_id) REFERENCES payment (id),
	CONSTRAINT fk_allocation_plan_part_id FOREIGN KEY(plan_part_id) REFERENCES plan_part (id)
);

CREATE INDEX ix_allocation_payment_id ON allocation (payment_id);

CREATE INDEX ix_allocation_plan_part_id ON allocation (plan_part_id);

CREATE TABLE approval (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	quote_version_id INTEGER,
	contract_version_id INTEGER,
	rule VARCHAR NOT NULL,
	role VARCHAR,
	asked_by VARCHAR NOT NULL,
	asked_at VARCHAR NOT NULL,
	why TEXT,
	decided_by VARCHAR,
	decided_at VARCHAR,
	decision VARCHAR,
	voided_at VARCHAR,
	note TEXT,
	content TEXT NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT ck_approval_paper CHECK ((quote_version_id IS NULL) <> (contract_version_id IS NULL)),
	CONSTRAINT ck_approval_decision CHECK (decision IN ('approved', 'refused')),
	CONSTRAINT ck_approval_decided CHECK ((decision IS NULL) = (decided_at IS NULL)),
	CONSTRAINT ck_approval_asked_at CHECK (asked_at LIKE '____-__-__T__:__:__%Z'),
	CONSTRAINT ck_approval_decided_at CHECK (decided_at LIKE '____-__-__T__:__:__%Z'),
	CONSTRAINT ck_approval_voided_at CHECK (voided_at LIKE '____-__-__T__:__:__%Z'),
	CONSTRAINT fk_approval_quote_version_id FOREIGN KEY(quote_version_id) REFERENCES quote_version (id),
	CONSTRAINT fk_approval_contract_version_id FOREIGN KEY(contract_version_id) REFERENCES contract_version (id)
);

CREATE INDEX ix_approval_contract_version_id ON approval (contract_version_id);

CREATE INDEX ix_approval_open ON approval (asked_at, id) WHERE decided_at IS NULL AND voided_at IS NULL;

CREATE INDEX ix_approval_quote_version_id ON approval (quote_version_id);

CREATE TABLE contract_line (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	contract_version_id INTEGER NOT NULL,
	position INTEGER NOT NULL,
	code VARCHAR,
	name VARCHAR NOT NULL,
	unit VARCHAR,
	qty_micros INTEGER NOT NULL,
	price_cents INTEGER,
	net_cents INTEGER,
	tax_cents INTEGER,
	tax_ppm INTEGER NOT NULL,
	CONSTRAINT uq_contract_line_contract_version_id_position UNIQUE (contract_version_id, position),
	CONSTRAINT ck_contract_line_qty_micros CHECK (qty_micros > 0),
	CONSTRAINT ck_contract_line_tax_ppm CHECK (tax_ppm BETWEEN 0 AND 1000000),
	CONSTRAINT fk_contract_line_contract_version_id FOREIGN KEY(contract_version_id) REFERENCES contract_version (id)
);
