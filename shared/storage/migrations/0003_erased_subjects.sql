-- The row of an erased subject stays, with an empty key: without it the next document of the subject
-- would make a new key.
REVOKE DELETE ON {database}.{prefix}subject_keys FROM {runtime};
