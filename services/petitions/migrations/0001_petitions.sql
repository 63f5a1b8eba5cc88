CREATE TABLE petitions (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  channel VARCHAR(60) NOT NULL,
  matter VARCHAR(60) NOT NULL,
  lead_body VARCHAR(60) NOT NULL,
  due_date VARCHAR(10) NULL,
  KEY by_parent (parent, name),
  KEY by_state (state, due_date),
  KEY by_lead (parent, lead_body, name)
);

CREATE TABLE warnings (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  KEY by_parent (parent, name)
);

CREATE TABLE incidents (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  grade VARCHAR(60) NOT NULL,
  KEY by_parent (parent, name),
  KEY by_grade (grade, state)
);

-- Last number given in each series of register numbers.
CREATE TABLE numbers (
  series VARCHAR(60) NOT NULL PRIMARY KEY,
  last BIGINT NOT NULL
);

GRANT SELECT, INSERT, UPDATE ON {database}.petitions TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.warnings TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.incidents TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.numbers TO {runtime};
