-- Full views of accusations are on record too, and in a log of their own: the ordinary one is read by
-- others. The ordinary table set has its log already.
CREATE TABLE IF NOT EXISTS {prefix}access_log (
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
GRANT SELECT, INSERT ON {database}.{prefix}access_log TO {runtime};
