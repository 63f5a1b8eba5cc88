CREATE TABLE obligations (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  household VARCHAR(200) NULL,
  source VARCHAR(200) NOT NULL,
  purpose VARCHAR(60) NOT NULL,
  total_fen BIGINT NOT NULL,
  paid_fen BIGINT NOT NULL,
  escrowed_fen BIGINT NOT NULL,
  in_flight_fen BIGINT NOT NULL,
  compensated TINYINT NOT NULL,
  subject VARCHAR(200) NOT NULL,
  KEY by_parent (parent, name),
  KEY by_household (household)
);

CREATE TABLE payments (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  obligation VARCHAR(200) NOT NULL,
  amount_fen BIGINT NOT NULL,
  household VARCHAR(200) NULL,
  purpose VARCHAR(60) NOT NULL,
  run VARCHAR(200) NULL,
  subject VARCHAR(200) NOT NULL,
  invoice_use VARCHAR(330) NULL,
  KEY by_parent (parent, name),
  KEY by_run (run),
  UNIQUE KEY one_invoice (invoice_use)
);

-- What of an obligation a payment or escrow takes: an item and period at most once, whatever the
-- run.
-- `claim` is empty once the payment is withdrawn.
CREATE TABLE payment_claims (
  holder VARCHAR(200) NOT NULL,
  obligation VARCHAR(200) NOT NULL,
  item_id VARCHAR(63) NOT NULL,
  period INT NOT NULL,
  amount_fen BIGINT NOT NULL,
  claim VARCHAR(300) NULL,
  PRIMARY KEY (holder, item_id, period),
  UNIQUE KEY one_claim (claim),
  KEY by_obligation (obligation)
);

CREATE TABLE payment_runs (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  KEY by_parent (parent, name)
);

CREATE TABLE payment_refusals (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  obligation VARCHAR(200) NOT NULL,
  household VARCHAR(200) NOT NULL,
  KEY by_parent (parent, name),
  KEY by_obligation (obligation)
);

CREATE TABLE escrows (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  obligation VARCHAR(200) NOT NULL,
  amount_fen BIGINT NOT NULL,
  household VARCHAR(200) NOT NULL,
  certificate_number VARCHAR(120) NULL,
  KEY by_parent (parent, name),
  KEY by_household (household),
  UNIQUE KEY one_certificate (certificate_number)
);

CREATE TABLE holds (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  payment VARCHAR(200) NULL,
  obligation VARCHAR(200) NULL,
  placed_by VARCHAR(60) NOT NULL,
  KEY by_parent (parent, name),
  KEY by_state (parent, state)
);

GRANT SELECT, INSERT, UPDATE ON {database}.obligations TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.payments TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.payment_claims TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.payment_runs TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.payment_refusals TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.escrows TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.holds TO {runtime};
