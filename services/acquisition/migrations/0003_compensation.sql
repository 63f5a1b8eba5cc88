CREATE TABLE appraiser_choices (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  KEY by_parent (parent, name)
);

CREATE TABLE appraisals (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  household VARCHAR(200) NOT NULL,
  KEY by_parent (parent, name)
);

CREATE TABLE negotiations (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  KEY by_parent (parent, name)
);

CREATE TABLE agreements (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  household VARCHAR(200) NOT NULL,
  KEY by_parent (parent, name)
);

CREATE TABLE compensation_decisions (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  household VARCHAR(200) NOT NULL,
  KEY by_parent (parent, name)
);

CREATE TABLE sites (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  KEY by_parent (parent, name)
);

CREATE TABLE homes (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  unit_code VARCHAR(28) NOT NULL,
  household VARCHAR(200) NULL,
  KEY by_parent (parent, name),
  UNIQUE KEY one_listing (unit_code),
  UNIQUE KEY one_home (household)
);

CREATE TABLE allotment_orders (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  KEY by_parent (parent, name)
);

CREATE TABLE contracts (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  KEY by_parent (parent, name)
);

GRANT SELECT, INSERT, UPDATE ON {database}.appraiser_choices TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.appraisals TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.negotiations TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.agreements TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.compensation_decisions TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.sites TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.homes TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.allotment_orders TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.contracts TO {runtime};
