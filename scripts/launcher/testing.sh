# shellcheck shell=bash
# A database for tests and benchmarks.

# with_database KIND COMMAND...: a MariaDB of its own for the length of COMMAND, which finds it in
# LIANDONG_TEST_DB_URL, LIANDONG_TEST_DB_USER and LIANDONG_TEST_DB_PASSWORD; its exit status
with_database() {
  local kind=$1
  shift
  REMOVE_INSTANCE=always
  QUIET_STOP=1  # the command's own summary stays the last thing on the screen
  throw_away_instance test
  mariadb_start "$INSTANCE" "$kind"
  export LIANDONG_TEST_DB_URL=unix://$INSTANCE/run/mysqld.sock
  export LIANDONG_TEST_DB_USER=root LIANDONG_TEST_DB_PASSWORD=
  in_foreground "$@"
}

# liandong_test [FILTER]: what is already built; FILTER is a regular expression over test names
liandong_test() {
  with_database throw_away ctest --test-dir "$ROOT/build/$PRESET" -j2 --output-on-failure \
    --no-tests=error ${1:+-R "$1"}
}
