-- The journal (总账分录): appended to, never changed. One row moves one amount between two accounts and
-- is chained to the row before it.
CREATE TABLE journal (
  project VARCHAR(80) NOT NULL,
  seq BIGINT NOT NULL,
  kind TINYINT NOT NULL,
  debit VARCHAR(40) NOT NULL,
  credit VARCHAR(40) NOT NULL,
  amount_fen BIGINT NOT NULL,
  refers_to BIGINT NOT NULL,
  reference VARCHAR(200) NOT NULL,
  agency VARCHAR(60) NOT NULL,
  officer VARCHAR(60) NOT NULL,
  method VARCHAR(160) NOT NULL,
  request_id VARCHAR(36) NOT NULL,
  at_us BIGINT NOT NULL,
  hash VARBINARY(32) NOT NULL,
  -- The reservation this row settles or voids, the posting it reverses: each once.
  resolves BIGINT NULL,
  reverses BIGINT NULL,
  PRIMARY KEY (project, seq),
  UNIQUE KEY resolved_once (project, resolves),
  UNIQUE KEY reversed_once (project, reverses),
  KEY by_debit (project, debit, seq),
  KEY by_credit (project, credit, seq),
  CHECK (amount_fen > 0 AND debit <> credit)
);

-- What the journal adds up to.
CREATE TABLE ledger_accounts (
  project VARCHAR(80) NOT NULL,
  account VARCHAR(40) NOT NULL,
  debits_posted BIGINT NOT NULL,
  credits_posted BIGINT NOT NULL,
  debits_pending BIGINT NOT NULL,
  credits_pending BIGINT NOT NULL,
  PRIMARY KEY (project, account),
  CHECK (debits_pending >= 0 AND credits_pending >= 0),
  CHECK (account <> 'BANK' OR debits_posted - credits_posted - credits_pending >= 0)
);

CREATE TABLE ledger_heads (
  project VARCHAR(80) NOT NULL PRIMARY KEY,
  seq BIGINT NOT NULL,
  hash VARBINARY(32) NOT NULL,
  at_us BIGINT NOT NULL
);

-- The bank's own numbers of receipts and results: none serves twice.
CREATE TABLE bank_references (
  reference VARCHAR(60) NOT NULL PRIMARY KEY,
  used_by VARCHAR(200) NOT NULL,
  at_us BIGINT NOT NULL
);

GRANT SELECT, INSERT ON {database}.journal TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.ledger_accounts TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.ledger_heads TO {runtime};
GRANT SELECT, INSERT ON {database}.bank_references TO {runtime};
