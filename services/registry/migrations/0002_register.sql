CREATE TABLE units (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  parcel_code VARCHAR(19) NOT NULL,
  open_mortgages BIGINT NOT NULL,
  open_seals BIGINT NOT NULL,
  open_freezes BIGINT NOT NULL,
  KEY by_parent (parent, name),
  KEY by_state (state)
);

CREATE TABLE certificates (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  unit VARCHAR(200) NOT NULL,
  kind VARCHAR(60) NOT NULL,
  number VARCHAR(120) NOT NULL,
  house_slot VARCHAR(200) NULL,
  land_slot VARCHAR(200) NULL,
  KEY by_parent (parent, name),
  UNIQUE KEY one_number (number),
  UNIQUE KEY one_house_certificate (house_slot),
  UNIQUE KEY one_land_certificate (land_slot),
  KEY by_kind (kind, state)
);

CREATE TABLE certificate_checks (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  KEY by_parent (parent, name)
);

CREATE TABLE register_imports (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  KEY by_parent (parent, name)
);

CREATE TABLE freeze_flags (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  KEY by_parent (parent, name)
);

GRANT SELECT, INSERT, UPDATE ON {database}.units TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.certificates TO {runtime};
GRANT SELECT, INSERT ON {database}.certificate_checks TO {runtime};
GRANT SELECT, INSERT ON {database}.register_imports TO {runtime};
GRANT SELECT, INSERT ON {database}.freeze_flags TO {runtime};
