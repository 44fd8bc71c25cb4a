-- News of leads that went to the pool: a table with another constraint, on a file.

CREATE TABLE news_new (
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
	CONSTRAINT ck_news_kind CHECK (kind IN ('mention', 'comment', 'assigned', 'handover', 'approval', 'decision', 'conflict', 'pool')),
	CONSTRAINT ck_news_person CHECK (person <> ''),
	CONSTRAINT ck_news_at CHECK (at LIKE '____-__-__T__:__:__%Z'),
	CONSTRAINT fk_news_lead_id FOREIGN KEY(lead_id) REFERENCES lead (id),
	CONSTRAINT fk_news_comment_id FOREIGN KEY(comment_id) REFERENCES comment (id)
);

INSERT INTO news_new (id, person, person_key, kind, lead_id, comment_id, subject, at, actor, recorded_at, version) SELECT id, person, person_key, kind, lead_id, comment_id, subject, at, actor, recorded_at, version FROM news;

DROP TABLE news;

ALTER TABLE news_new RENAME TO news;

CREATE INDEX ix_news_comment_id ON news (comment_id);

CREATE INDEX ix_news_lead_id ON news (lead_id);

CREATE INDEX ix_news_person_key ON news (person_key);
