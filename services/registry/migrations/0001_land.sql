CREATE TABLE parcels (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  nature VARCHAR(60) NOT NULL,
  north_min_mm BIGINT NOT NULL,
  north_max_mm BIGINT NOT NULL,
  east_min_mm BIGINT NOT NULL,
  east_max_mm BIGINT NOT NULL,
  KEY by_parent (parent, name),
  KEY by_box (north_min_mm, north_max_mm)
);

CREATE TABLE red_lines (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  state VARCHAR(60) NOT NULL,
  in_force_for VARCHAR(200) NULL,
  north_min_mm BIGINT NOT NULL,
  north_max_mm BIGINT NOT NULL,
  east_min_mm BIGINT NOT NULL,
  east_max_mm BIGINT NOT NULL,
  KEY by_parent (parent, name),
  UNIQUE KEY one_in_force (in_force_for)
);

CREATE TABLE land_statements (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  parent VARCHAR(200) NOT NULL,
  territory VARCHAR(6) NOT NULL,
  seal TINYINT NOT NULL,
  version BIGINT NOT NULL,
  doc LONGBLOB NOT NULL,
  KEY by_parent (parent, name)
);

-- One row, locked while a red line is drawn or parcels are registered: what must not overlap is
-- compared one at a time.
CREATE TABLE land_guard (id TINYINT NOT NULL PRIMARY KEY);

INSERT IGNORE INTO land_guard (id) VALUES (1);

GRANT SELECT, INSERT, UPDATE ON {database}.parcels TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.red_lines TO {runtime};
GRANT SELECT, INSERT ON {database}.land_statements TO {runtime};
GRANT SELECT, INSERT, UPDATE ON {database}.land_guard TO {runtime};
