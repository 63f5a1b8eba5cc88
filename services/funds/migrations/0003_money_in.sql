CREATE TABLE purchase_approvals (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  purpose VARCHAR(60) NOT NULL,
  KEY by_parent (parent, name),
  KEY by_purpose (parent, purpose)
);

CREATE TABLE financing_plans (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  KEY by_parent (parent, name)
);

CREATE TABLE deposits (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  KEY by_parent (parent, name)
);

CREATE TABLE quota_allotments (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  KEY by_parent (parent, name)
);

CREATE TABLE funding_proofs (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  purpose VARCHAR(60) NOT NULL,
  obligation VARCHAR(200) NULL,
  amount_fen BIGINT NOT NULL,
  out_before_fen BIGINT NOT NULL,
  KEY by_parent (parent, name),
  KEY by_state (parent, state)
);

GRANT SELECT, INSERT, UPDATE ON {database}.purchase_approvals TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.financing_plans TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.deposits TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.quota_allotments TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.funding_proofs TO {runtime};
