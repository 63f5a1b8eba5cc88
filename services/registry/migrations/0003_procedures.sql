CREATE TABLE allotments (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  household VARCHAR(200) NOT NULL,
  home_unit_code VARCHAR(28) NOT NULL,
  KEY by_parent (parent, name),
  UNIQUE KEY one_allotment (home_unit_code)
);

CREATE TABLE title_applications (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  home_unit_code VARCHAR(28) NOT NULL,
  household VARCHAR(200) NOT NULL,
  open_home VARCHAR(28) NULL,
  KEY by_parent (parent, name),
  UNIQUE KEY one_open (open_home)
);

-- The last serial of each year; its row stays locked until the entry that used it commits.
CREATE TABLE title_serials (
  year INT NOT NULL PRIMARY KEY,
  last_serial BIGINT NOT NULL
);

CREATE TABLE deregistration_bases (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  household VARCHAR(200) NOT NULL,
  unit_code VARCHAR(28) NOT NULL,
  KEY by_parent (parent, name),
  UNIQUE KEY one_basis (unit_code)
);

CREATE TABLE cancellations (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  KEY by_parent (parent, name),
  KEY by_state (state)
);

CREATE TABLE void_notices (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  KEY by_parent (parent, name)
);

GRANT SELECT, INSERT, UPDATE ON {database}.allotments TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.title_applications TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.title_serials TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.deregistration_bases TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.cancellations TO {runtime};
GRANT SELECT, INSERT ON {database}.void_notices TO {runtime};
