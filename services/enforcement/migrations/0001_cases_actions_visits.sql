CREATE TABLE court_cases (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  track VARCHAR(60) NOT NULL,
  household VARCHAR(200) NOT NULL,
  open_for VARCHAR(200) NULL,
  duty_kind VARCHAR(60) NOT NULL,
  legal_due DATE NULL,
  safe_due DATE NULL,
  KEY by_parent (parent, name),
  UNIQUE KEY one_running (open_for),
  KEY by_legal_due (legal_due)
);

CREATE TABLE actions (
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

CREATE TABLE visits (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  household VARCHAR(200) NOT NULL,
  KEY by_parent (parent, name)
);

GRANT SELECT, INSERT, UPDATE ON {database}.court_cases TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.actions TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.visits TO {runtime};
