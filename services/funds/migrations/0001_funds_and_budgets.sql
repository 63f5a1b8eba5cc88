CREATE TABLE project_funds (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(40) NOT NULL,
  account_number VARCHAR(40) NOT NULL,
  investor VARCHAR(60) NOT NULL,
  KEY by_parent (parent, name),
  UNIQUE KEY one_account (account_number)
);

CREATE TABLE budgets (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(40) NOT NULL,
  in_force_for VARCHAR(200) NULL,
  KEY by_parent (parent, name),
  UNIQUE KEY one_in_force (in_force_for)
);

GRANT SELECT, INSERT, UPDATE ON {database}.project_funds TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.budgets TO {runtime};
