-- What every service has once, whatever its table sets.

-- Who may do what only one replica does at a time.
CREATE TABLE leases (
  name VARCHAR(60) NOT NULL PRIMARY KEY,
  holder VARCHAR(60) NOT NULL,
  epoch BIGINT NOT NULL,
  beat BIGINT NOT NULL
);

-- Offset of business time from machine time; absent in production.
CREATE TABLE clock_offset (
  id TINYINT NOT NULL PRIMARY KEY,
  offset_us BIGINT NOT NULL
);

-- Which life of this database the positions in its streams belong to: a random id, made on first
-- use and replaced by a restore. One row.
CREATE TABLE stream_epoch (
  id TINYINT NOT NULL PRIMARY KEY,
  epoch VARCHAR(36) NOT NULL
);

-- Denials and full views of personal data: bounded by retention, never part of the chain.
CREATE TABLE access_log (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  at_us BIGINT NOT NULL,
  agency VARCHAR(60) NOT NULL,
  officer VARCHAR(60) NOT NULL,
  method VARCHAR(160) NOT NULL,
  resource VARCHAR(200) NOT NULL,
  kind VARCHAR(20) NOT NULL,
  reason VARCHAR(60) NOT NULL,
  count INT NOT NULL,
  KEY by_time (at_us)
);

-- Signed directories that were installed while running; the newest is in force after a restart.
CREATE TABLE directories (
  version BIGINT NOT NULL PRIMARY KEY,
  signed LONGBLOB NOT NULL
);

GRANT SELECT ON {database}.schema_steps TO {runtime};
GRANT SELECT, INSERT ON {database}.directories TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.leases TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.clock_offset TO {runtime};
GRANT SELECT, INSERT ON {database}.stream_epoch TO {runtime};
GRANT SELECT, INSERT, DELETE ON {database}.access_log TO {runtime};
