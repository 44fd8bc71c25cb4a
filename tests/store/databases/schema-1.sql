PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE process (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"key" VARCHAR NOT NULL, 
	label_en VARCHAR NOT NULL, 
	label_zh VARCHAR NOT NULL, 
	source TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT uq_process_key UNIQUE ("key")
);
INSERT INTO process VALUES(1,'six-stage','Standard sales process','标准销售流程',replace('# The default process: six stages from the first lead to the repeat purchase.\nkey = "six-stage"\nlabel = { en = "Standard sales process", zh = "标准销售流程" }\n\n[[stage]]\nkey = "lead"\nlabel = { en = "Lead capture & qualification", zh = "线索收集与甄别" }\nphase = "before"        # before or after the win\nprobability = 0.10      # of being won, for the weighted forecast\nquiet_days = 7          # without contact or movement for longer: gone quiet\nresponse_hours = 24     # after assignment, the first contact is due\n\n[[stage]]\nkey = "needs"\nlabel = { en = "Needs research & analysis", zh = "需求调研与分析" }\nphase = "before"\nprobability = 0.25\nquiet_days = 10\nresponse_hours = 48\n\n[[stage]]\nkey = "solution"\nlabel = { en = "Solution & value", zh = "方案制定与价值传递" }\nphase = "before"\nprobability = 0.40\nquiet_days = 14\nresponse_hours = 72\n\n[[stage]]\nkey = "quote"\nlabel = { en = "Quote & negotiation", zh = "报价与谈判" }\nphase = "before"\nprobability = 0.60\nquiet_days = 10\nresponse_hours = 48\n\n[[stage]]\nkey = "contract"\nlabel = { en = "Contract & delivery", zh = "合同签订与交付" }\nphase = "before"\nprobability = 0.85\nquiet_days = 7\nresponse_hours = 48\n\n[[stage]]\nkey = "aftersales"\nlabel = { en = "After-sales & retention", zh = "售后服务与客户维系" }\nphase = "after"\nprobability = 1.00\nquiet_days = 90\nresponse_hours = 24\n','\n',char(10)),1);
CREATE TABLE customer (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name VARCHAR NOT NULL, 
	name_key VARCHAR NOT NULL, 
	recorded_at VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT ck_customer_name CHECK (name <> '')
);
INSERT INTO customer VALUES(1,'Harbor Ltd','harbor ltd','2026-11-20T09:00:00Z',1);
INSERT INTO customer VALUES(2,'Beta GmbH','beta gmbh','2026-11-21T10:00:00Z',1);
CREATE TABLE custom_field (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"key" VARCHAR NOT NULL, 
	CONSTRAINT ck_custom_field_key CHECK (key <> ''), 
	CONSTRAINT uq_custom_field_key UNIQUE ("key")
);
INSERT INTO custom_field VALUES(1,'size');
CREATE TABLE change (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at VARCHAR NOT NULL, 
	actor VARCHAR NOT NULL, 
	command VARCHAR NOT NULL, 
	what VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	rows INTEGER, 
	undoes INTEGER, 
	undone_by INTEGER, 
	CONSTRAINT fk_change_undoes FOREIGN KEY(undoes) REFERENCES change (id), 
	CONSTRAINT fk_change_undone_by FOREIGN KEY(undone_by) REFERENCES change (id)
);
INSERT INTO change VALUES(1,'2026-11-20T09:00:00Z','lin','--db book.db --user lin --now 2026-11-20T09:00 lead add Harbor --company ''Harbor Ltd'' --contact Ann --phone 13900001111 --email a@b.example --value 48k --next survey --due 2026-11-27 --tag hot --set size=9','lead added: {}','Harbor',7,NULL,NULL);
INSERT INTO change VALUES(2,'2026-11-20T10:00:00Z','lin','--db book.db --user lin --now 2026-11-20T10:00 log 1 call ''two sites''','logged with {}','Harbor',2,NULL,NULL);
INSERT INTO change VALUES(3,'2026-11-21T10:00:00Z','lin','--db book.db --user lin --now 2026-11-21T10:00 lead advance 1','lead moved: {}','Harbor',3,NULL,NULL);
INSERT INTO change VALUES(4,'2026-11-21T10:00:00Z','lin','--db book.db --user lin --now 2026-11-21T10:00 lead add Beta --company ''Beta GmbH'' --value 5k','lead added: {}','Beta',3,NULL,NULL);
INSERT INTO change VALUES(5,'2026-11-22T10:00:00Z','lin','--db book.db --user lin --now 2026-11-22T10:00 lead lose 2 --reason price','lead lost: {}','Beta',2,NULL,NULL);
INSERT INTO change VALUES(6,'2026-11-22T11:00:00Z','lin','--db book.db --user lin --now 2026-11-22T11:00 lead add Gone','lead added: {}','Gone',2,NULL,7);
INSERT INTO change VALUES(7,'2026-11-22T11:01:00Z','lin','--db book.db --user lin --now 2026-11-22T11:01 undo',replace('undone: {}\nlead added: {}','\n',char(10)),'Gone',2,6,NULL);
INSERT INTO change VALUES(8,'2026-11-22T12:00:00Z','lin','--db book.db --user lin --now 2026-11-22T12:00 followup done 1','follow-up done: {}','survey',2,NULL,NULL);
CREATE TABLE stage (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	process_id INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	label_en VARCHAR NOT NULL, 
	label_zh VARCHAR NOT NULL, 
	phase VARCHAR NOT NULL, 
	probability FLOAT NOT NULL, 
	quiet_days INTEGER NOT NULL, 
	response_hours INTEGER NOT NULL, 
	CONSTRAINT uq_stage_process_id_key UNIQUE (process_id, "key"), 
	CONSTRAINT ck_stage_phase CHECK (phase IN ('before', 'after')), 
	CONSTRAINT ck_stage_probability CHECK (probability BETWEEN 0 AND 1), 
	CONSTRAINT ck_stage_position CHECK (position = CAST(position AS INTEGER)), 
	CONSTRAINT fk_stage_process_id FOREIGN KEY(process_id) REFERENCES process (id)
);
INSERT INTO stage VALUES(1,1,'lead',1,'Lead capture & qualification','线索收集与甄别','before',0.10000000000000000555,7,24);
INSERT INTO stage VALUES(2,1,'needs',2,'Needs research & analysis','需求调研与分析','before',0.25,10,48);
INSERT INTO stage VALUES(3,1,'solution',3,'Solution & value','方案制定与价值传递','before',0.4000000000000000222,14,72);
INSERT INTO stage VALUES(4,1,'quote',4,'Quote & negotiation','报价与谈判','before',0.59999999999999997779,10,48);
INSERT INTO stage VALUES(5,1,'contract',5,'Contract & delivery','合同签订与交付','before',0.84999999999999997779,7,48);
INSERT INTO stage VALUES(6,1,'aftersales',6,'After-sales & retention','售后服务与客户维系','after',1.0,90,24);
CREATE TABLE contact (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	customer_id INTEGER, 
	name VARCHAR, 
	name_key VARCHAR, 
	phone VARCHAR, 
	phone_key VARCHAR, 
	email VARCHAR, 
	email_key VARCHAR, 
	wechat VARCHAR, 
	recorded_at VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT fk_contact_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id)
);
INSERT INTO contact VALUES(1,1,'Ann','ann','13900001111','+8613900001111','a@b.example','a@b.example',NULL,'2026-11-20T09:00:00Z',1);
CREATE TABLE change_row (
	change_id INTEGER NOT NULL, 
	table_name VARCHAR NOT NULL, 
	row_id INTEGER NOT NULL, 
	"before" TEXT, 
	CONSTRAINT pk_change_row PRIMARY KEY (change_id, table_name, row_id), 
	CONSTRAINT fk_change_row_change_id FOREIGN KEY(change_id) REFERENCES change (id)
)
 WITHOUT ROWID

;
INSERT INTO change_row VALUES(1,'contact',1,NULL);
INSERT INTO change_row VALUES(1,'custom_field',1,NULL);
INSERT INTO change_row VALUES(1,'customer',1,NULL);
INSERT INTO change_row VALUES(1,'followup',1,NULL);
INSERT INTO change_row VALUES(1,'lead',1,NULL);
INSERT INTO change_row VALUES(1,'lead_tag',1,NULL);
INSERT INTO change_row VALUES(1,'stay',1,NULL);
INSERT INTO change_row VALUES(2,'interaction',1,NULL);
INSERT INTO change_row VALUES(2,'lead',1,'{"id":1,"name":"Harbor","name_key":"harbor","customer_id":1,"contact_id":1,"source":null,"product":null,"region":null,"value_cents":4800000,"currency":"CNY","owner":"lin","process_id":1,"stage_id":1,"furthest_id":1,"status":"open","created_at":"2026-11-20T09:00:00Z","created_on":"2026-11-20","assigned_at":"2026-11-20T09:00:00Z","stage_since":"2026-11-20T09:00:00Z","touched_at":"2026-11-20T09:00:00Z","expected_close":null,"closed_at":null,"closed_on":null,"cycle_days":null,"lost_reason":null,"external_id":null,"import_key":null,"fields":"{\"size\": \"9\"}","recorded_at":"2026-11-20T09:00:00Z","updated_at":"2026-11-20T09:00:00Z","version":1}');
INSERT INTO change_row VALUES(3,'lead',1,'{"id":1,"name":"Harbor","name_key":"harbor","customer_id":1,"contact_id":1,"source":null,"product":null,"region":null,"value_cents":4800000,"currency":"CNY","owner":"lin","process_id":1,"stage_id":1,"furthest_id":1,"status":"open","created_at":"2026-11-20T09:00:00Z","created_on":"2026-11-20","assigned_at":"2026-11-20T09:00:00Z","stage_since":"2026-11-20T09:00:00Z","touched_at":"2026-11-20T10:00:00Z","expected_close":null,"closed_at":null,"closed_on":null,"cycle_days":null,"lost_reason":null,"external_id":null,"import_key":null,"fields":"{\"size\": \"9\"}","recorded_at":"2026-11-20T09:00:00Z","updated_at":"2026-11-20T10:00:00Z","version":2}');
INSERT INTO change_row VALUES(3,'stay',1,'{"id":1,"lead_id":1,"stage_id":1,"entered_at":"2026-11-20T09:00:00Z","left_at":null,"secs":null,"outcome":null,"counted":1,"again":0}');
INSERT INTO change_row VALUES(3,'stay',2,NULL);
INSERT INTO change_row VALUES(4,'customer',2,NULL);
INSERT INTO change_row VALUES(4,'lead',2,NULL);
INSERT INTO change_row VALUES(4,'stay',3,NULL);
INSERT INTO change_row VALUES(5,'lead',2,'{"id":2,"name":"Beta","name_key":"beta","customer_id":2,"contact_id":null,"source":null,"product":null,"region":null,"value_cents":500000,"currency":"CNY","owner":"lin","process_id":1,"stage_id":1,"furthest_id":1,"status":"open","created_at":"2026-11-21T10:00:00Z","created_on":"2026-11-21","assigned_at":"2026-11-21T10:00:00Z","stage_since":"2026-11-21T10:00:00Z","touched_at":"2026-11-21T10:00:00Z","expected_close":null,"closed_at":null,"closed_on":null,"cycle_days":null,"lost_reason":null,"external_id":null,"import_key":null,"fields":"{}","recorded_at":"2026-11-21T10:00:00Z","updated_at":"2026-11-21T10:00:00Z","version":1}');
INSERT INTO change_row VALUES(5,'stay',3,'{"id":3,"lead_id":2,"stage_id":1,"entered_at":"2026-11-21T10:00:00Z","left_at":null,"secs":null,"outcome":null,"counted":1,"again":0}');
INSERT INTO change_row VALUES(6,'lead',3,NULL);
INSERT INTO change_row VALUES(6,'stay',4,NULL);
INSERT INTO change_row VALUES(7,'lead',3,'{"id":3,"name":"Gone","name_key":"gone","customer_id":null,"contact_id":null,"source":null,"product":null,"region":null,"value_cents":null,"currency":"CNY","owner":"lin","process_id":1,"stage_id":1,"furthest_id":1,"status":"open","created_at":"2026-11-22T11:00:00Z","created_on":"2026-11-22","assigned_at":"2026-11-22T11:00:00Z","stage_since":"2026-11-22T11:00:00Z","touched_at":"2026-11-22T11:00:00Z","expected_close":null,"closed_at":null,"closed_on":null,"cycle_days":null,"lost_reason":null,"external_id":null,"import_key":null,"fields":"{}","recorded_at":"2026-11-22T11:00:00Z","updated_at":"2026-11-22T11:00:00Z","version":1}');
INSERT INTO change_row VALUES(7,'stay',4,'{"id":4,"lead_id":3,"stage_id":1,"entered_at":"2026-11-22T11:00:00Z","left_at":null,"secs":null,"outcome":null,"counted":1,"again":0}');
INSERT INTO change_row VALUES(8,'followup',1,'{"id":1,"lead_id":1,"kind":null,"what":"survey","due_on":"2026-11-27","owner":"lin","done_at":null,"dropped_at":null,"recorded_at":"2026-11-20T09:00:00Z","version":1}');
INSERT INTO change_row VALUES(8,'lead',1,'{"id":1,"name":"Harbor","name_key":"harbor","customer_id":1,"contact_id":1,"source":null,"product":null,"region":null,"value_cents":4800000,"currency":"CNY","owner":"lin","process_id":1,"stage_id":2,"furthest_id":2,"status":"open","created_at":"2026-11-20T09:00:00Z","created_on":"2026-11-20","assigned_at":"2026-11-20T09:00:00Z","stage_since":"2026-11-21T10:00:00Z","touched_at":"2026-11-21T10:00:00Z","expected_close":null,"closed_at":null,"closed_on":null,"cycle_days":null,"lost_reason":null,"external_id":null,"import_key":null,"fields":"{\"size\": \"9\"}","recorded_at":"2026-11-20T09:00:00Z","updated_at":"2026-11-21T10:00:00Z","version":3}');
CREATE TABLE lead (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name VARCHAR NOT NULL, 
	name_key VARCHAR NOT NULL, 
	customer_id INTEGER, 
	contact_id INTEGER, 
	source VARCHAR, 
	product VARCHAR, 
	region VARCHAR, 
	value_cents INTEGER, 
	currency VARCHAR NOT NULL, 
	owner VARCHAR, 
	process_id INTEGER NOT NULL, 
	stage_id INTEGER NOT NULL, 
	furthest_id INTEGER NOT NULL, 
	status VARCHAR NOT NULL, 
	created_at VARCHAR NOT NULL, 
	created_on VARCHAR NOT NULL, 
	assigned_at VARCHAR NOT NULL, 
	stage_since VARCHAR NOT NULL, 
	touched_at VARCHAR NOT NULL, 
	expected_close VARCHAR, 
	closed_at VARCHAR, 
	closed_on VARCHAR, 
	cycle_days INTEGER, 
	lost_reason VARCHAR, 
	external_id VARCHAR, 
	import_key VARCHAR, 
	fields VARCHAR NOT NULL, 
	recorded_at VARCHAR NOT NULL, 
	updated_at VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT ck_lead_name CHECK (name <> ''), 
	CONSTRAINT ck_lead_status CHECK (status IN ('open', 'won', 'lost', 'dropped')), 
	CONSTRAINT ck_lead_closed CHECK (status <> 'open' OR closed_at IS NULL), 
	CONSTRAINT ck_lead_value CHECK (value_cents >= 0 AND value_cents = CAST(value_cents AS INTEGER)), 
	CONSTRAINT ck_lead_created_at CHECK (created_at LIKE '____-__-__T__:__:__%Z'), 
	CONSTRAINT ck_lead_closed_at CHECK (closed_at LIKE '____-__-__T__:__:__%Z'), 
	CONSTRAINT ck_lead_stage_since CHECK (stage_since LIKE '____-__-__T__:__:__%Z'), 
	CONSTRAINT ck_lead_created_on CHECK (created_on LIKE '____-__-__' AND created_on >= '1900-01-01'), 
	CONSTRAINT ck_lead_closed_on CHECK (closed_on LIKE '____-__-__' AND closed_on >= '1900-01-01'), 
	CONSTRAINT ck_lead_expected_close CHECK (expected_close LIKE '____-__-__' AND expected_close >= '1900-01-01'), 
	CONSTRAINT ck_lead_fields CHECK (json_valid(fields) AND fields LIKE '{%}'), 
	CONSTRAINT fk_lead_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id), 
	CONSTRAINT fk_lead_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id), 
	CONSTRAINT fk_lead_process_id FOREIGN KEY(process_id) REFERENCES process (id), 
	CONSTRAINT fk_lead_stage_id FOREIGN KEY(stage_id) REFERENCES stage (id), 
	CONSTRAINT fk_lead_furthest_id FOREIGN KEY(furthest_id) REFERENCES stage (id), 
	CONSTRAINT uq_lead_external_id UNIQUE (external_id), 
	CONSTRAINT uq_lead_import_key UNIQUE (import_key)
);
INSERT INTO lead VALUES(1,'Harbor','harbor',1,1,NULL,NULL,NULL,4800000,'CNY','lin',1,2,2,'open','2026-11-20T09:00:00Z','2026-11-20','2026-11-20T09:00:00Z','2026-11-21T10:00:00Z','2026-11-22T12:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"size": "9"}','2026-11-20T09:00:00Z','2026-11-22T12:00:00Z',4);
INSERT INTO lead VALUES(2,'Beta','beta',2,NULL,NULL,NULL,NULL,500000,'CNY','lin',1,1,1,'lost','2026-11-21T10:00:00Z','2026-11-21','2026-11-21T10:00:00Z','2026-11-21T10:00:00Z','2026-11-21T10:00:00Z',NULL,'2026-11-22T10:00:00Z','2026-11-22',1,'price',NULL,NULL,'{}','2026-11-21T10:00:00Z','2026-11-22T10:00:00Z',2);
CREATE TABLE lead_tag (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	lead_id INTEGER NOT NULL, 
	tag VARCHAR NOT NULL, 
	CONSTRAINT uq_lead_tag_lead_id_tag UNIQUE (lead_id, tag), 
	CONSTRAINT ck_lead_tag_tag CHECK (tag <> ''), 
	CONSTRAINT fk_lead_tag_lead_id FOREIGN KEY(lead_id) REFERENCES lead (id)
);
INSERT INTO lead_tag VALUES(1,1,'hot');
CREATE TABLE stay (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	lead_id INTEGER NOT NULL, 
	stage_id INTEGER NOT NULL, 
	entered_at VARCHAR NOT NULL, 
	left_at VARCHAR, 
	secs INTEGER, 
	outcome VARCHAR, 
	counted INTEGER DEFAULT '1' NOT NULL, 
	again INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT ck_stay_outcome CHECK (outcome IN ('forward', 'won', 'back', 'lost', 'dropped', 'moved')), 
	CONSTRAINT ck_stay_ended CHECK ((left_at IS NULL) = (outcome IS NULL)), 
	CONSTRAINT ck_stay_secs CHECK (secs >= 0), 
	CONSTRAINT ck_stay_counted CHECK (counted IN (0, 1)), 
	CONSTRAINT ck_stay_again CHECK (again IN (0, 1)), 
	CONSTRAINT ck_stay_entered_at CHECK (entered_at LIKE '____-__-__T__:__:__%Z'), 
	CONSTRAINT ck_stay_left_at CHECK (left_at LIKE '____-__-__T__:__:__%Z'), 
	CONSTRAINT fk_stay_lead_id FOREIGN KEY(lead_id) REFERENCES lead (id), 
	CONSTRAINT fk_stay_stage_id FOREIGN KEY(stage_id) REFERENCES stage (id)
);
INSERT INTO stay VALUES(1,1,1,'2026-11-20T09:00:00Z','2026-11-21T10:00:00Z',90000,'forward',1,0);
INSERT INTO stay VALUES(2,1,2,'2026-11-21T10:00:00Z',NULL,NULL,NULL,1,0);
INSERT INTO stay VALUES(3,2,1,'2026-11-21T10:00:00Z','2026-11-22T10:00:00Z',86400,'lost',1,0);
CREATE TABLE interaction (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	lead_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	text TEXT NOT NULL, 
	at VARCHAR NOT NULL, 
	actor VARCHAR NOT NULL, 
	recorded_at VARCHAR NOT NULL, 
	CONSTRAINT ck_interaction_kind CHECK (kind IN ('call', 'visit', 'message', 'email', 'meeting', 'note')), 
	CONSTRAINT ck_interaction_at CHECK (at LIKE '____-__-__T__:__:__%Z'), 
	CONSTRAINT fk_interaction_lead_id FOREIGN KEY(lead_id) REFERENCES lead (id)
);
INSERT INTO interaction VALUES(1,1,'call','two sites','2026-11-20T10:00:00Z','lin','2026-11-20T10:00:00Z');
CREATE TABLE followup (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	lead_id INTEGER NOT NULL, 
	kind VARCHAR, 
	what TEXT NOT NULL, 
	due_on VARCHAR NOT NULL, 
	owner VARCHAR, 
	done_at VARCHAR, 
	dropped_at VARCHAR, 
	recorded_at VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT ck_followup_what CHECK (what <> ''), 
	CONSTRAINT ck_followup_kind CHECK (kind IN ('call', 'visit', 'message', 'email', 'meeting', 'note')), 
	CONSTRAINT ck_followup_ended CHECK (done_at IS NULL OR dropped_at IS NULL), 
	CONSTRAINT ck_followup_due_on CHECK (due_on LIKE '____-__-__' AND due_on >= '1900-01-01'), 
	CONSTRAINT ck_followup_done_at CHECK (done_at LIKE '____-__-__T__:__:__%Z'), 
	CONSTRAINT ck_followup_dropped_at CHECK (dropped_at LIKE '____-__-__T__:__:__%Z'), 
	CONSTRAINT fk_followup_lead_id FOREIGN KEY(lead_id) REFERENCES lead (id)
);
INSERT INTO followup VALUES(1,1,NULL,'survey','2026-11-27','lin','2026-11-22T12:00:00Z',NULL,'2026-11-20T09:00:00Z',2);
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
INSERT INTO alembic_version VALUES('0001');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('process',1);
INSERT INTO sqlite_sequence VALUES('stage',6);
INSERT INTO sqlite_sequence VALUES('change',8);
INSERT INTO sqlite_sequence VALUES('customer',2);
INSERT INTO sqlite_sequence VALUES('contact',1);
INSERT INTO sqlite_sequence VALUES('lead',3);
INSERT INTO sqlite_sequence VALUES('stay',4);
INSERT INTO sqlite_sequence VALUES('lead_tag',1);
INSERT INTO sqlite_sequence VALUES('custom_field',1);
INSERT INTO sqlite_sequence VALUES('followup',1);
INSERT INTO sqlite_sequence VALUES('interaction',1);
CREATE INDEX ix_customer_name_key ON customer (name_key);
CREATE INDEX ix_contact_customer_id ON contact (customer_id);
CREATE INDEX ix_contact_phone_key ON contact (phone_key);
CREATE INDEX ix_contact_email_key ON contact (email_key);
CREATE INDEX ix_change_row_record ON change_row (table_name, row_id);
CREATE INDEX ix_lead_name_key ON lead (name_key);
CREATE INDEX ix_lead_created_on ON lead (created_on);
CREATE INDEX ix_lead_open_touched ON lead (stage_id, touched_at) WHERE status = 'open';
CREATE INDEX ix_lead_contact_id ON lead (contact_id);
CREATE INDEX ix_lead_closed_on ON lead (closed_on, status);
CREATE INDEX ix_lead_customer_id ON lead (customer_id);
CREATE INDEX ix_lead_open ON lead (id, status) WHERE status = 'open';
CREATE INDEX ix_lead_open_value ON lead (value_cents, id, status) WHERE status = 'open';
CREATE INDEX ix_lead_owner ON lead (lower(owner), status);
CREATE INDEX ix_lead_cohort ON lead (process_id, status, stage_id, furthest_id, currency, value_cents);
CREATE INDEX ix_lead_tag_tag ON lead_tag (tag);
CREATE UNIQUE INDEX uq_stay_current ON stay (lead_id) WHERE left_at IS NULL;
CREATE INDEX ix_stay_lead_id ON stay (lead_id);
CREATE INDEX ix_stay_length ON stay (stage_id, secs, counted) WHERE secs IS NOT NULL AND counted = 1;
CREATE INDEX ix_stay_forward ON stay (stage_id, lead_id, outcome, counted, again) WHERE outcome IN ('forward', 'won') AND counted = 1 AND again = 0;
CREATE INDEX ix_interaction_lead_id ON interaction (lead_id);
CREATE INDEX ix_followup_owner_due ON followup (lower(owner), due_on) WHERE done_at IS NULL AND dropped_at IS NULL;
CREATE INDEX ix_followup_due ON followup (due_on, id) WHERE done_at IS NULL AND dropped_at IS NULL;
CREATE INDEX ix_followup_lead_due ON followup (lead_id, due_on) WHERE done_at IS NULL AND dropped_at IS NULL;
CREATE INDEX ix_followup_lead_id ON followup (lead_id);
CREATE TRIGGER journal_process_insert AFTER INSERT ON process  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'process', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'process' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'process', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'process' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_process_update BEFORE UPDATE ON process  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'process', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'process' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'process', OLD.id, json_object('id', OLD.id, 'key', OLD.key, 'label_en', OLD.label_en, 'label_zh', OLD.label_zh, 'source', OLD.source, 'version', OLD.version)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'process' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_process_delete BEFORE DELETE ON process  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'process', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'process' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'process', OLD.id, json_object('id', OLD.id, 'key', OLD.key, 'label_en', OLD.label_en, 'label_zh', OLD.label_zh, 'source', OLD.source, 'version', OLD.version)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'process' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_process_renumber BEFORE UPDATE OF id ON process WHEN NEW.id <> OLD.id BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'process', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'process' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'process', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'process' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_process_replace BEFORE INSERT ON process WHEN EXISTS (SELECT 1 FROM process WHERE id = NEW.id) BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'process', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'process' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'process', NEW.id, (SELECT json_object('id', id, 'key', key, 'label_en', label_en, 'label_zh', label_zh, 'source', source, 'version', version) FROM process WHERE id = NEW.id)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'process' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_stage_insert AFTER INSERT ON stage  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'stage', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stage' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'stage', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stage' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_stage_update BEFORE UPDATE ON stage  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'stage', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stage' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'stage', OLD.id, json_object('id', OLD.id, 'process_id', OLD.process_id, 'key', OLD.key, 'position', OLD.position, 'label_en', OLD.label_en, 'label_zh', OLD.label_zh, 'phase', OLD.phase, 'probability', OLD.probability, 'quiet_days', OLD.quiet_days, 'response_hours', OLD.response_hours)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stage' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_stage_delete BEFORE DELETE ON stage  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'stage', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stage' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'stage', OLD.id, json_object('id', OLD.id, 'process_id', OLD.process_id, 'key', OLD.key, 'position', OLD.position, 'label_en', OLD.label_en, 'label_zh', OLD.label_zh, 'phase', OLD.phase, 'probability', OLD.probability, 'quiet_days', OLD.quiet_days, 'response_hours', OLD.response_hours)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stage' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_stage_renumber BEFORE UPDATE OF id ON stage WHEN NEW.id <> OLD.id BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'stage', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stage' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'stage', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stage' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_stage_replace BEFORE INSERT ON stage WHEN EXISTS (SELECT 1 FROM stage WHERE id = NEW.id) BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'stage', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stage' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'stage', NEW.id, (SELECT json_object('id', id, 'process_id', process_id, 'key', key, 'position', position, 'label_en', label_en, 'label_zh', label_zh, 'phase', phase, 'probability', probability, 'quiet_days', quiet_days, 'response_hours', response_hours) FROM stage WHERE id = NEW.id)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stage' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_customer_insert AFTER INSERT ON customer  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'customer', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'customer' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'customer', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'customer' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_customer_update BEFORE UPDATE ON customer  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'customer', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'customer' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'customer', OLD.id, json_object('id', OLD.id, 'name', OLD.name, 'name_key', OLD.name_key, 'recorded_at', OLD.recorded_at, 'version', OLD.version)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'customer' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_customer_delete BEFORE DELETE ON customer  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'customer', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'customer' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'customer', OLD.id, json_object('id', OLD.id, 'name', OLD.name, 'name_key', OLD.name_key, 'recorded_at', OLD.recorded_at, 'version', OLD.version)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'customer' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_customer_renumber BEFORE UPDATE OF id ON customer WHEN NEW.id <> OLD.id BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'customer', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'customer' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'customer', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'customer' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_customer_replace BEFORE INSERT ON customer WHEN EXISTS (SELECT 1 FROM customer WHERE id = NEW.id) BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'customer', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'customer' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'customer', NEW.id, (SELECT json_object('id', id, 'name', name, 'name_key', name_key, 'recorded_at', recorded_at, 'version', version) FROM customer WHERE id = NEW.id)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'customer' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_contact_insert AFTER INSERT ON contact  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'contact', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'contact' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'contact', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'contact' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_contact_update BEFORE UPDATE ON contact  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'contact', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'contact' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'contact', OLD.id, json_object('id', OLD.id, 'customer_id', OLD.customer_id, 'name', OLD.name, 'name_key', OLD.name_key, 'phone', OLD.phone, 'phone_key', OLD.phone_key, 'email', OLD.email, 'email_key', OLD.email_key, 'wechat', OLD.wechat, 'recorded_at', OLD.recorded_at, 'version', OLD.version)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'contact' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_contact_delete BEFORE DELETE ON contact  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'contact', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'contact' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'contact', OLD.id, json_object('id', OLD.id, 'customer_id', OLD.customer_id, 'name', OLD.name, 'name_key', OLD.name_key, 'phone', OLD.phone, 'phone_key', OLD.phone_key, 'email', OLD.email, 'email_key', OLD.email_key, 'wechat', OLD.wechat, 'recorded_at', OLD.recorded_at, 'version', OLD.version)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'contact' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_contact_renumber BEFORE UPDATE OF id ON contact WHEN NEW.id <> OLD.id BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'contact', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'contact' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'contact', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'contact' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_contact_replace BEFORE INSERT ON contact WHEN EXISTS (SELECT 1 FROM contact WHERE id = NEW.id) BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'contact', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'contact' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'contact', NEW.id, (SELECT json_object('id', id, 'customer_id', customer_id, 'name', name, 'name_key', name_key, 'phone', phone, 'phone_key', phone_key, 'email', email, 'email_key', email_key, 'wechat', wechat, 'recorded_at', recorded_at, 'version', version) FROM contact WHERE id = NEW.id)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'contact' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_lead_insert AFTER INSERT ON lead  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'lead', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'lead', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_lead_update BEFORE UPDATE ON lead  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'lead', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'lead', OLD.id, json_object('id', OLD.id, 'name', OLD.name, 'name_key', OLD.name_key, 'customer_id', OLD.customer_id, 'contact_id', OLD.contact_id, 'source', OLD.source, 'product', OLD.product, 'region', OLD.region, 'value_cents', OLD.value_cents, 'currency', OLD.currency, 'owner', OLD.owner, 'process_id', OLD.process_id, 'stage_id', OLD.stage_id, 'furthest_id', OLD.furthest_id, 'status', OLD.status, 'created_at', OLD.created_at, 'created_on', OLD.created_on, 'assigned_at', OLD.assigned_at, 'stage_since', OLD.stage_since, 'touched_at', OLD.touched_at, 'expected_close', OLD.expected_close, 'closed_at', OLD.closed_at, 'closed_on', OLD.closed_on, 'cycle_days', OLD.cycle_days, 'lost_reason', OLD.lost_reason, 'external_id', OLD.external_id, 'import_key', OLD.import_key, 'fields', OLD.fields, 'recorded_at', OLD.recorded_at, 'updated_at', OLD.updated_at, 'version', OLD.version)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_lead_delete BEFORE DELETE ON lead  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'lead', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'lead', OLD.id, json_object('id', OLD.id, 'name', OLD.name, 'name_key', OLD.name_key, 'customer_id', OLD.customer_id, 'contact_id', OLD.contact_id, 'source', OLD.source, 'product', OLD.product, 'region', OLD.region, 'value_cents', OLD.value_cents, 'currency', OLD.currency, 'owner', OLD.owner, 'process_id', OLD.process_id, 'stage_id', OLD.stage_id, 'furthest_id', OLD.furthest_id, 'status', OLD.status, 'created_at', OLD.created_at, 'created_on', OLD.created_on, 'assigned_at', OLD.assigned_at, 'stage_since', OLD.stage_since, 'touched_at', OLD.touched_at, 'expected_close', OLD.expected_close, 'closed_at', OLD.closed_at, 'closed_on', OLD.closed_on, 'cycle_days', OLD.cycle_days, 'lost_reason', OLD.lost_reason, 'external_id', OLD.external_id, 'import_key', OLD.import_key, 'fields', OLD.fields, 'recorded_at', OLD.recorded_at, 'updated_at', OLD.updated_at, 'version', OLD.version)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_lead_renumber BEFORE UPDATE OF id ON lead WHEN NEW.id <> OLD.id BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'lead', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'lead', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_lead_replace BEFORE INSERT ON lead WHEN EXISTS (SELECT 1 FROM lead WHERE id = NEW.id) BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'lead', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'lead', NEW.id, (SELECT json_object('id', id, 'name', name, 'name_key', name_key, 'customer_id', customer_id, 'contact_id', contact_id, 'source', source, 'product', product, 'region', region, 'value_cents', value_cents, 'currency', currency, 'owner', owner, 'process_id', process_id, 'stage_id', stage_id, 'furthest_id', furthest_id, 'status', status, 'created_at', created_at, 'created_on', created_on, 'assigned_at', assigned_at, 'stage_since', stage_since, 'touched_at', touched_at, 'expected_close', expected_close, 'closed_at', closed_at, 'closed_on', closed_on, 'cycle_days', cycle_days, 'lost_reason', lost_reason, 'external_id', external_id, 'import_key', import_key, 'fields', fields, 'recorded_at', recorded_at, 'updated_at', updated_at, 'version', version) FROM lead WHERE id = NEW.id)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_lead_tag_insert AFTER INSERT ON lead_tag  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'lead_tag', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead_tag' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'lead_tag', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead_tag' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_lead_tag_update BEFORE UPDATE ON lead_tag  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'lead_tag', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead_tag' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'lead_tag', OLD.id, json_object('id', OLD.id, 'lead_id', OLD.lead_id, 'tag', OLD.tag)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead_tag' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_lead_tag_delete BEFORE DELETE ON lead_tag  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'lead_tag', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead_tag' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'lead_tag', OLD.id, json_object('id', OLD.id, 'lead_id', OLD.lead_id, 'tag', OLD.tag)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead_tag' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_lead_tag_renumber BEFORE UPDATE OF id ON lead_tag WHEN NEW.id <> OLD.id BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'lead_tag', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead_tag' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'lead_tag', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead_tag' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_lead_tag_replace BEFORE INSERT ON lead_tag WHEN EXISTS (SELECT 1 FROM lead_tag WHERE id = NEW.id) BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'lead_tag', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead_tag' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'lead_tag', NEW.id, (SELECT json_object('id', id, 'lead_id', lead_id, 'tag', tag) FROM lead_tag WHERE id = NEW.id)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'lead_tag' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_custom_field_insert AFTER INSERT ON custom_field  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'custom_field', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'custom_field' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'custom_field', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'custom_field' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_custom_field_update BEFORE UPDATE ON custom_field  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'custom_field', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'custom_field' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'custom_field', OLD.id, json_object('id', OLD.id, 'key', OLD.key)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'custom_field' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_custom_field_delete BEFORE DELETE ON custom_field  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'custom_field', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'custom_field' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'custom_field', OLD.id, json_object('id', OLD.id, 'key', OLD.key)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'custom_field' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_custom_field_renumber BEFORE UPDATE OF id ON custom_field WHEN NEW.id <> OLD.id BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'custom_field', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'custom_field' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'custom_field', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'custom_field' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_custom_field_replace BEFORE INSERT ON custom_field WHEN EXISTS (SELECT 1 FROM custom_field WHERE id = NEW.id) BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'custom_field', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'custom_field' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'custom_field', NEW.id, (SELECT json_object('id', id, 'key', key) FROM custom_field WHERE id = NEW.id)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'custom_field' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_stay_insert AFTER INSERT ON stay  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'stay', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stay' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'stay', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stay' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_stay_update BEFORE UPDATE ON stay  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'stay', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stay' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'stay', OLD.id, json_object('id', OLD.id, 'lead_id', OLD.lead_id, 'stage_id', OLD.stage_id, 'entered_at', OLD.entered_at, 'left_at', OLD.left_at, 'secs', OLD.secs, 'outcome', OLD.outcome, 'counted', OLD.counted, 'again', OLD.again)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stay' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_stay_delete BEFORE DELETE ON stay  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'stay', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stay' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'stay', OLD.id, json_object('id', OLD.id, 'lead_id', OLD.lead_id, 'stage_id', OLD.stage_id, 'entered_at', OLD.entered_at, 'left_at', OLD.left_at, 'secs', OLD.secs, 'outcome', OLD.outcome, 'counted', OLD.counted, 'again', OLD.again)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stay' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_stay_renumber BEFORE UPDATE OF id ON stay WHEN NEW.id <> OLD.id BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'stay', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stay' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'stay', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stay' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_stay_replace BEFORE INSERT ON stay WHEN EXISTS (SELECT 1 FROM stay WHERE id = NEW.id) BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'stay', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stay' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'stay', NEW.id, (SELECT json_object('id', id, 'lead_id', lead_id, 'stage_id', stage_id, 'entered_at', entered_at, 'left_at', left_at, 'secs', secs, 'outcome', outcome, 'counted', counted, 'again', again) FROM stay WHERE id = NEW.id)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'stay' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_interaction_insert AFTER INSERT ON interaction  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'interaction', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'interaction' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'interaction', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'interaction' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_interaction_update BEFORE UPDATE ON interaction  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'interaction', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'interaction' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'interaction', OLD.id, json_object('id', OLD.id, 'lead_id', OLD.lead_id, 'kind', OLD.kind, 'text', OLD.text, 'at', OLD.at, 'actor', OLD.actor, 'recorded_at', OLD.recorded_at)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'interaction' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_interaction_delete BEFORE DELETE ON interaction  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'interaction', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'interaction' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'interaction', OLD.id, json_object('id', OLD.id, 'lead_id', OLD.lead_id, 'kind', OLD.kind, 'text', OLD.text, 'at', OLD.at, 'actor', OLD.actor, 'recorded_at', OLD.recorded_at)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'interaction' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_interaction_renumber BEFORE UPDATE OF id ON interaction WHEN NEW.id <> OLD.id BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'interaction', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'interaction' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'interaction', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'interaction' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_interaction_replace BEFORE INSERT ON interaction WHEN EXISTS (SELECT 1 FROM interaction WHERE id = NEW.id) BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'interaction', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'interaction' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'interaction', NEW.id, (SELECT json_object('id', id, 'lead_id', lead_id, 'kind', kind, 'text', text, 'at', at, 'actor', actor, 'recorded_at', recorded_at) FROM interaction WHERE id = NEW.id)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'interaction' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_followup_insert AFTER INSERT ON followup  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'followup', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'followup' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'followup', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'followup' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_followup_update BEFORE UPDATE ON followup  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'followup', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'followup' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'followup', OLD.id, json_object('id', OLD.id, 'lead_id', OLD.lead_id, 'kind', OLD.kind, 'what', OLD.what, 'due_on', OLD.due_on, 'owner', OLD.owner, 'done_at', OLD.done_at, 'dropped_at', OLD.dropped_at, 'recorded_at', OLD.recorded_at, 'version', OLD.version)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'followup' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_followup_delete BEFORE DELETE ON followup  BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'followup', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'followup' AND row_id = OLD.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'followup', OLD.id, json_object('id', OLD.id, 'lead_id', OLD.lead_id, 'kind', OLD.kind, 'what', OLD.what, 'due_on', OLD.due_on, 'owner', OLD.owner, 'done_at', OLD.done_at, 'dropped_at', OLD.dropped_at, 'recorded_at', OLD.recorded_at, 'version', OLD.version)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'followup' AND row_id = OLD.id);
END;
CREATE TRIGGER journal_followup_renumber BEFORE UPDATE OF id ON followup WHEN NEW.id <> OLD.id BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'followup', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'followup' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'followup', NEW.id, NULL
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'followup' AND row_id = NEW.id);
END;
CREATE TRIGGER journal_followup_replace BEFORE INSERT ON followup WHEN EXISTS (SELECT 1 FROM followup WHERE id = NEW.id) BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'outside', 'SQL', 'edited by another program: {}', 'followup', 0
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND (rows IS NULL OR (at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AND actor = 'outside')));
  UPDATE change SET rows = rows + 1 WHERE id = (SELECT max(id) FROM change) AND rows IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'followup' AND row_id = NEW.id);
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT (SELECT max(id) FROM change), 'followup', NEW.id, (SELECT json_object('id', id, 'lead_id', lead_id, 'kind', kind, 'what', what, 'due_on', due_on, 'owner', owner, 'done_at', done_at, 'dropped_at', dropped_at, 'recorded_at', recorded_at, 'version', version) FROM followup WHERE id = NEW.id)
    WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = (SELECT max(id) FROM change) AND table_name = 'followup' AND row_id = NEW.id);
END;
COMMIT;
PRAGMA application_id = 1396788293;
PRAGMA user_version = 1;
