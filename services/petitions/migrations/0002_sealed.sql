-- Accusations: nothing here is joined with, counted by or numbered like anything else.

CREATE TABLE sealed_accusations (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  KEY by_parent (parent, name)
);

CREATE TABLE sealed_keys (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  active_as VARCHAR(20) NULL,
  KEY by_parent (parent, name),
  UNIQUE KEY one_active (active_as)
);

CREATE TABLE sealed_numbers (
  series VARCHAR(60) NOT NULL PRIMARY KEY,
  last BIGINT NOT NULL
);

GRANT SELECT, INSERT, UPDATE ON {database}.sealed_accusations TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.sealed_keys TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.sealed_numbers TO {runtime};
