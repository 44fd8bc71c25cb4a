-- Comments, news of people, rulings on conflicts of owners; company names without legal forms, domains of e-mail; visits.

ALTER TABLE customer ADD COLUMN company_key VARCHAR;

CREATE INDEX ix_customer_company_key ON customer (company_key);

ALTER TABLE contact ADD COLUMN domain_key VARCHAR;

CREATE INDEX ix_contact_domain_key ON contact (domain_key);

ALTER TABLE interaction ADD COLUMN place TEXT;

ALTER TABLE interaction ADD COLUMN companions TEXT;

CREATE TABLE comment (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	lead_id INTEGER NOT NULL,
	text TEXT NOT NULL,
	at VARCHAR NOT NULL,
	actor VARCHAR NOT NULL,
	recorded_at VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT ck_comment_text CHECK (text <> ''),
	CONSTRAINT ck_comment_at CHECK (at LIKE '____-__-__T__:__:__%Z'),
	CONSTRAINT fk_comment_lead_id FOREIGN KEY(lead_id) REFERENCES lead (id)
);

CREATE INDEX ix_comment_lead_id ON comment (lead_id);

CREATE TABLE news (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	person VARCHAR NOT NULL,
	person_key VARCHAR NOT NULL,
	kind VARCHAR NOT NULL,
	lead_id INTEGER,
	comment_id INTEGER,
	subject TEXT,
	at VARCHAR NOT NULL,
	actor VARCHAR NOT NULL,
	recorded_at VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT ck_news_kind CHECK (kind IN ('mention', 'comment', 'assigned', 'handover', 'approval', 'decision', 'conflict')),
	CONSTRAINT ck_news_person CHECK (person <> ''),
	CONSTRAINT ck_news_at CHECK (at LIKE '____-__-__T__:__:__%Z'),
	CONSTRAINT fk_news_lead_id FOREIGN KEY(lead_id) REFERENCES lead (id),
	CONSTRAINT fk_news_comment_id FOREIGN KEY(comment_id) REFERENCES comment (id)
);

CREATE INDEX ix_news_comment_id ON news (comment_id);

CREATE INDEX ix_news_lead_id ON news (lead_id);

CREATE INDEX ix_news_person_key ON news (person_key);

CREATE TABLE news_read (
	id INTEGER NOT NULL,
	at VARCHAR NOT NULL,
	CONSTRAINT pk_news_read PRIMARY KEY (id),
	CONSTRAINT ck_news_read_at CHECK (at LIKE '____-__-__T__:__:__%Z')
);

CREATE TABLE ruling (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	outcome VARCHAR NOT NULL,
	owner VARCHAR,
	shared_keys VARCHAR NOT NULL,
	why TEXT,
	at VARCHAR NOT NULL,
	actor VARCHAR NOT NULL,
	recorded_at VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT ck_ruling_outcome CHECK (outcome IN ('one owner', 'shared')),
	CONSTRAINT ck_ruling_owner CHECK ((outcome = 'one owner') = (owner IS NOT NULL)),
	CONSTRAINT ck_ruling_at CHECK (at LIKE '____-__-__T__:__:__%Z')
);

CREATE TABLE ruling_lead (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	ruling_id INTEGER NOT NULL,
	lead_id INTEGER NOT NULL,
	owner_before VARCHAR,
	CONSTRAINT uq_ruling_lead_ruling_id_lead_id UNIQUE (ruling_id, lead_id),
	CONSTRAINT fk_ruling_lead_ruling_id FOREIGN KEY(ruling_id) REFERENCES ruling (id),
	CONSTRAINT fk_ruling_lead_lead_id FOREIGN KEY(lead_id) REFERENCES lead (id)
);

CREATE INDEX ix_ruling_lead_lead_id ON ruling_lead (lead_id);
