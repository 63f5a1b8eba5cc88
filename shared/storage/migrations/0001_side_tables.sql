-- What every table set has beside its resources. {prefix} is '' or 'sealed_'; {runtime} is the
-- account the service runs as, which may add to history and never change it.

-- Who owns which request id: the arbiter of "one effect".
CREATE TABLE {prefix}requests (
  agency VARCHAR(60) NOT NULL,
  officer VARCHAR(60) NOT NULL,
  method VARCHAR(160) NOT NULL,
  request_id VARCHAR(36) NOT NULL,
  digest VARCHAR(100) NOT NULL,
  at_us BIGINT NOT NULL,
  PRIMARY KEY (request_id, method, agency, officer)
);

-- History, audit and event in one row.
CREATE TABLE {prefix}changes (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  resource VARCHAR(200) NOT NULL,
  version BIGINT NOT NULL,
  type VARCHAR(120) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  subject VARCHAR(200) NOT NULL,
  method VARCHAR(160) NOT NULL,
  agency VARCHAR(60) NOT NULL,
  officer VARCHAR(60) NOT NULL,
  request_id VARCHAR(36) NOT NULL,
  trace_id VARCHAR(32) NOT NULL,
  at_us BIGINT NOT NULL,
  answer TINYINT NOT NULL,
  doc LONGBLOB NOT NULL,
  UNIQUE KEY one_version (resource, version),
  KEY by_request (request_id)
);

-- Order and hash of the changes, added after their commit by one writer. low_water: every change up
-- to this id had its place, or can never come, when the row was written.
CREATE TABLE {prefix}chain (
  seq BIGINT NOT NULL PRIMARY KEY,
  change_id BIGINT NOT NULL,
  hash VARBINARY(32) NOT NULL,
  low_water BIGINT NOT NULL,
  UNIQUE KEY one_place (change_id)
);

-- Calls to other services, delivered after the commit that asked for them.
CREATE TABLE {prefix}commands (
  seq BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  id VARCHAR(36) NOT NULL,
  source VARCHAR(200) NOT NULL,
  kind VARCHAR(60) NOT NULL,
  target TINYINT NOT NULL,
  request_type VARCHAR(120) NOT NULL,
  request LONGBLOB NOT NULL,
  agency VARCHAR(60) NOT NULL,
  officer VARCHAR(60) NOT NULL,
  method VARCHAR(160) NOT NULL,
  request_id VARCHAR(36) NOT NULL,
  trace_id VARCHAR(32) NOT NULL,
  created_us BIGINT NOT NULL,
  state TINYINT NOT NULL,
  attempts INT NOT NULL,
  outcome BLOB NULL,
  closed_us BIGINT NULL,
  UNIQUE KEY one_id (id),
  KEY by_state (state, source, seq),
  KEY by_request (request_id)
);

-- Data keys of data subjects, wrapped. Emptying `wrapped` ends the subject's data; the row stays.
CREATE TABLE {prefix}subject_keys (
  subject VARCHAR(200) NOT NULL PRIMARY KEY,
  wrapped VARBINARY(200) NOT NULL
);

-- How far this service has read the streams of the services to its right.
CREATE TABLE {prefix}consumed (
  source VARCHAR(40) NOT NULL PRIMARY KEY,
  resume_token VARCHAR(600) NOT NULL,
  changes BIGINT NOT NULL,
  at_us BIGINT NOT NULL
);

GRANT SELECT, INSERT ON {database}.{prefix}requests TO {runtime};
GRANT SELECT, INSERT ON {database}.{prefix}changes TO {runtime};
GRANT SELECT, INSERT ON {database}.{prefix}chain TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.{prefix}commands TO {runtime};
GRANT SELECT, INSERT, UPDATE, DELETE ON {database}.{prefix}subject_keys TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.{prefix}consumed TO {runtime};
