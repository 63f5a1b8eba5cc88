CREATE TABLE projects (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  investor VARCHAR(80) NULL,
  KEY by_parent (parent, name)
);

CREATE TABLE freeze_notices (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  standing_for VARCHAR(200) NULL,
  KEY by_parent (parent, name),
  UNIQUE KEY one_freeze (standing_for)
);

CREATE TABLE postings (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  kind VARCHAR(60) NOT NULL,
  KEY by_parent (parent, name),
  KEY by_kind (parent, kind)
);

CREATE TABLE schemes (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  KEY by_parent (parent, name)
);

CREATE TABLE expropriation_decisions (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  KEY by_parent (parent, name)
);

GRANT SELECT, INSERT, UPDATE ON {database}.projects TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.freeze_notices TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.postings TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.schemes TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.expropriation_decisions TO {runtime};
