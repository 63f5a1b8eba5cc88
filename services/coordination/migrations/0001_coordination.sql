CREATE TABLE seats (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  kind VARCHAR(60) NOT NULL,
  body VARCHAR(60) NOT NULL,
  since VARCHAR(10) NULL,
  KEY by_parent (parent, name)
);

CREATE TABLE bodies (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  KEY by_parent (parent, name)
);

CREATE TABLE trainings (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  KEY by_parent (parent, name)
);

CREATE TABLE tasks (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  lead_body VARCHAR(60) NOT NULL,
  due_date VARCHAR(10) NOT NULL,
  KEY by_parent (parent, name)
);

CREATE TABLE meetings (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  type VARCHAR(60) NOT NULL,
  held_date VARCHAR(10) NOT NULL,
  month VARCHAR(7) NULL,
  KEY by_parent (parent, name),
  KEY by_month (month)
);

CREATE TABLE meeting_alarms (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  KEY by_parent (parent, name)
);

CREATE TABLE resolutions (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  lead_body VARCHAR(60) NOT NULL,
  due_date VARCHAR(10) NOT NULL,
  KEY by_parent (parent, name),
  KEY by_state (state, due_date)
);

GRANT SELECT, INSERT, UPDATE ON {database}.seats TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.bodies TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.trainings TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.tasks TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.meetings TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.meeting_alarms TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.resolutions TO {runtime};
