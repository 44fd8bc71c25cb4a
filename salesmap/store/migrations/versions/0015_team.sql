-- The tables of the team, targets of teams, caretakers of closed leads.

DROP INDEX uq_target;

ALTER TABLE target ADD COLUMN team VARCHAR CONSTRAINT ck_target_whose CHECK (owner IS NULL OR team IS NULL);

CREATE UNIQUE INDEX uq_target ON target (coalesce(lower(owner), ''), coalesce(lower(team), ''), since, until, kind, period);

ALTER TABLE lead ADD COLUMN caretaker VARCHAR;

CREATE TABLE member (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	name VARCHAR NOT NULL,
	name_key VARCHAR NOT NULL,
	role VARCHAR NOT NULL,
	team VARCHAR,
	team_key VARCHAR,
	manager_id INTEGER,
	email VARCHAR,
	region VARCHAR,
	timezone VARCHAR,
	language VARCHAR,
	capacity INTEGER,
	weight INTEGER NOT NULL,
	left_on VARCHAR,
	recorded_at VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT ck_member_name CHECK (name <> ''),
	CONSTRAINT ck_member_role CHECK (role <> ''),
	CONSTRAINT ck_member_team CHECK (team <> ''),
	CONSTRAINT ck_member_weight CHECK (weight > 0),
	CONSTRAINT ck_member_capacity CHECK (capacity >= 0),
	CONSTRAINT ck_member_left_on CHECK (left_on LIKE '____-__-__' AND left_on >= '1900-01-01'),
	CONSTRAINT uq_member_name_key UNIQUE (name_key),
	CONSTRAINT fk_member_manager_id FOREIGN KEY(manager_id) REFERENCES member (id)
);

CREATE INDEX ix_member_lower_name ON member (lower(name));

CREATE INDEX ix_member_manager_id ON member (manager_id);

CREATE INDEX ix_member_team_key ON member (team_key);

CREATE TABLE absence (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	member_id INTEGER NOT NULL,
	deputy_id INTEGER,
	since VARCHAR NOT NULL,
	until VARCHAR NOT NULL,
	recorded_at VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT ck_absence_since CHECK (since LIKE '____-__-__' AND since >= '1900-01-01'),
	CONSTRAINT ck_absence_until CHECK (until LIKE '____-__-__' AND until >= '1900-01-01'),
	CONSTRAINT ck_absence_order CHECK (since <= until),
	CONSTRAINT ck_absence_deputy CHECK (deputy_id <> member_id),
	CONSTRAINT fk_absence_member_id FOREIGN KEY(member_id) REFERENCES member (id),
	CONSTRAINT fk_absence_deputy_id FOREIGN KEY(deputy_id) REFERENCES member (id)
);

CREATE INDEX ix_absence_deputy_id ON absence (deputy_id);

CREATE INDEX ix_absence_member_id ON absence (member_id);

CREATE TABLE owner_change (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	lead_id INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	owner_before VARCHAR,
	owner_after VARCHAR,
	rule VARCHAR,
	why TEXT,
	at VARCHAR NOT NULL,
	changed_on VARCHAR NOT NULL,
	actor VARCHAR NOT NULL,
	recorded_at VARCHAR NOT NULL,
	CONSTRAINT ck_owner_change_kind CHECK (kind IN ('assigned', 'claimed', 'returned', 'swept', 'handed_over', 'changed')),
	CONSTRAINT ck_owner_change_at CHECK (at LIKE '____-__-__T__:__:__%Z'),
	CONSTRAINT ck_owner_change_changed_on CHECK (changed_on LIKE '____-__-__' AND changed_on >= '1900-01-01'),
	CONSTRAINT fk_owner_change_lead_id FOREIGN KEY(lead_id) REFERENCES lead (id)
);

CREATE INDEX ix_owner_change_assigned ON owner_change (rule, lower(owner_after), kind) WHERE kind = 'assigned';

CREATE INDEX ix_owner_change_claimed ON owner_change (lower(owner_after), changed_on, kind) WHERE kind = 'claimed';

CREATE INDEX ix_owner_change_lead_id ON owner_change (lead_id);
