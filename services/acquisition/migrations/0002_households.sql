CREATE TABLE households (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  unit_code VARCHAR(28) NOT NULL,
  compensation_state VARCHAR(60) NOT NULL,
  owed_fen BIGINT NOT NULL,
  settled_fen BIGINT NOT NULL,
  vacate_by VARCHAR(10) NULL,
  vacated TINYINT NOT NULL,
  appeal_pending TINYINT NOT NULL,
  court_filed TINYINT NOT NULL,
  action_started TINYINT NOT NULL,
  demolished TINYINT NOT NULL,
  deregistered TINYINT NOT NULL,
  KEY by_parent (parent, name),
  UNIQUE KEY one_household_a_unit (unit_code)
);

CREATE TABLE household_imports (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  KEY by_parent (parent, name)
);

CREATE TABLE inventories (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  KEY by_parent (parent, name)
);

CREATE TABLE unregistered_buildings (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  household VARCHAR(200) NOT NULL,
  KEY by_parent (parent, name),
  KEY by_household (household)
);

GRANT SELECT, INSERT, UPDATE ON {database}.households TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.household_imports TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.inventories TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.unregistered_buildings TO {runtime};
