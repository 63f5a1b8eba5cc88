# shellcheck shell=bash
# A private MariaDB inside an instance: data in db/, socket in run/, no TCP, never the system's server.

# mariadb_config DIR KIND; KIND is
#   durable     every commit is on disk when it is acknowledged
#   throw_away  the same semantics, also when the server is killed, but nothing is forced to disk:
#               only a crash of the whole machine could lose a commit
mariadb_config() {
  cat <<CNF
[mariadbd]
datadir = $1/db
socket = $1/run/mysqld.sock
pid-file = $1/db/mysqld.pid
# its own: a server that starts removes the temporary tables of whoever shares it
tmpdir = $1/db-tmp
skip-networking
bind-address = 127.0.0.1
skip-name-resolve
local-infile = 0
character-set-server = utf8mb4
collation-server = utf8mb4_bin
default-time-zone = +00:00
sql-mode = STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION
transaction-isolation = READ-COMMITTED
innodb-lock-wait-timeout = 2
idle-transaction-timeout = 60
max-connections = 400
# each connection keeps up to 256 statements
max-prepared-stmt-count = 131072
max-allowed-packet = 64M
innodb-buffer-pool-size = 256M
innodb-log-file-size = 64M
CNF
  case $2 in
    durable) echo 'innodb-flush-log-at-trx-commit = 1' ;;
    throw_away)
      echo 'innodb-flush-log-at-trx-commit = 2'
      echo 'innodb-flush-method = nosync'
      ;;
  esac
}

mariadb_sql() { mariadb --no-defaults --batch --skip-column-names --socket="$1/run/mysqld.sock" --user=root; }
mariadb_answers() {
  mariadb-admin --no-defaults --socket="$1/run/mysqld.sock" --user=root --connect-timeout=2 ping \
    >/dev/null 2>&1
}

# mariadb_start DIR KIND
mariadb_start() {
  local dir=$1 user=()
  need_programs mariadbd mariadb-install-db mariadb mariadb-admin
  ((EUID != 0)) || user=(--user=root)  # a container often has no other user
  mkdir -p "$dir/db-tmp"
  mariadb_config "$dir" "$2" >"$dir/config/my.cnf"
  if [[ ! -d $dir/db ]]; then
    step "creating a private MariaDB in ${dir#"$ROOT"/}/db"
    rm -rf "$dir/db.new"
    # --force: also where the machine's own name cannot be looked up
    mariadb-install-db --defaults-file="$dir/config/my.cnf" --datadir="$dir/db.new" --force \
      --auth-root-authentication-method=normal --skip-test-db "${user[@]}" \
      >"$dir/log/mariadb-install.log" 2>&1 || {
      cat "$dir/log/mariadb-install.log" >&2
      die "MariaDB could not create its data directory; its message is above"
    }
    mv "$dir/db.new" "$dir/db"
  fi
  start_process "$dir" mariadb mariadbd --defaults-file="$dir/config/my.cnf" "${user[@]}"
  wait_for_process "$dir" mariadb 120 mariadb_answers "$dir"
  # Only root through the socket, which lies in a directory that only its owner may enter.
  mariadb_sql "$dir" <<<"SELECT CONCAT('DROP USER ', QUOTE(User), '@', QUOTE(Host), ';')
      FROM mysql.global_priv
      WHERE User = '' OR (User = 'root' AND Host <> 'localhost');" | mariadb_sql "$dir"
  step "MariaDB ready (socket ${dir#"$ROOT"/}/run/mysqld.sock)"
}

# Prints the password in DIR/secrets/ACCOUNT.password, which it makes the first time.
account_password() {
  local file=$1/secrets/$2.password
  [[ -s $file ]] || (umask 077 && openssl rand -hex 24 >"$file.new" && mv "$file.new" "$file")
  cat "$file"
}

# mariadb_accounts DIR: per service one database and three accounts. *_run gets its rights from the
# migrator, table by table, so that it can neither change the schema nor rewrite an append-only table.
mariadb_accounts() {
  local dir=$1 service database account
  for service in "${SERVICES[@]}"; do
    database=liandong_$service
    echo "CREATE DATABASE IF NOT EXISTS $database;"
    for account in "${service}_run" "${service}_migrate" "${service}_backup"; do
      echo "CREATE USER IF NOT EXISTS '$account'@'localhost';"
      echo "ALTER USER '$account'@'localhost' IDENTIFIED BY '$(account_password "$dir" "$account")';"
    done
    echo "GRANT ALL PRIVILEGES ON $database.* TO '${service}_migrate'@'localhost' WITH GRANT OPTION;"
    echo "GRANT SELECT, LOCK TABLES, SHOW VIEW, TRIGGER ON $database.* TO '${service}_backup'@'localhost';"
  done | mariadb_sql "$dir"
}
