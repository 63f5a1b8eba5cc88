-- What the streams of the other services have told: figures of the newest version of each resource,
-- and every change once.

CREATE TABLE board_households (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  project VARCHAR(200) NOT NULL,
  agreed TINYINT NOT NULL,
  decided TINYINT NOT NULL,
  vacated TINYINT NOT NULL,
  demolished TINYINT NOT NULL,
  deregistered TINYINT NOT NULL,
  KEY by_project (project)
);

CREATE TABLE board_obligations (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  project VARCHAR(200) NOT NULL,
  household VARCHAR(200) NOT NULL,
  total_fen BIGINT NOT NULL,
  paid_fen BIGINT NOT NULL,
  escrowed_fen BIGINT NOT NULL,
  compensated TINYINT NOT NULL,
  KEY by_project (project)
);

CREATE TABLE board_petitions (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  served TINYINT NOT NULL,
  late TINYINT NOT NULL,
  due_date VARCHAR(10) NULL
);

CREATE TABLE timeline (
  seq BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  project VARCHAR(200) NOT NULL,
  source TINYINT NOT NULL,
  resource VARCHAR(200) NOT NULL,
  version BIGINT NOT NULL,
  type VARCHAR(120) NOT NULL,
  method VARCHAR(160) NOT NULL,
  agency VARCHAR(60) NOT NULL,
  officer VARCHAR(60) NOT NULL,
  at_us BIGINT NOT NULL,
  KEY by_project (project, seq),
  UNIQUE KEY once (source, resource, version)
);

GRANT SELECT, INSERT, UPDATE ON {database}.board_households TO {runtime};
GRANT SELECT, INSERT, UPDATE, DELETE ON {database}.board_obligations TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.board_petitions TO {runtime};
GRANT SELECT, INSERT ON {database}.timeline TO {runtime};
