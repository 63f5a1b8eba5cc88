# shellcheck shell=bash
# The services and Prometheus of an instance.

# In the order of starting: a service calls only those before it.
SERVICES=(funds registry acquisition enforcement petitions coordination)
declare -A GRPC_PORT=([funds]=50051 [registry]=50052 [acquisition]=50053 [enforcement]=50054
  [petitions]=50055 [coordination]=50056)
declare -A METRICS_PORT=([funds]=9101 [registry]=9102 [acquisition]=9103 [enforcement]=9104
  [petitions]=9105 [coordination]=9106)
PROMETHEUS_PORT=9090

RULES=$ROOT/shared/rules/data/rules.json
HOLIDAYS=$ROOT/shared/calendar/data/holidays.json
DEV_CLOCK_START=2026-01-04T08:00:00+08:00  # first instant of the story; used on an empty database

# The services that this tree contains, in order; each must have been built.
services_here() {
  local service
  for service in "${SERVICES[@]}"; do
    [[ ! -f $ROOT/services/$service/main.cc ]] || echo "$service"
  done
}

peers() {
  local service list=''
  for service in "${SERVICES[@]}"; do
    list+=${list:+,}$service=127.0.0.1:${GRPC_PORT[$service]}
  done
  echo "$list"
}

need_ports() {
  local service
  for service in $(services_here); do
    need_port "${GRPC_PORT[$service]}" "$service"
    need_port "${METRICS_PORT[$service]}" "the metrics of $service"
  done
  need_port "$PROMETHEUS_PORT" Prometheus
}

need_binaries() {
  local service
  for service in $(services_here); do
    [[ -x $BIN/liandong-$service ]] || die "$BIN/liandong-$service is missing; run ./liandong build"
  done
}

# service_flags DIR SERVICE: everything a service needs to know, in a file that starts it by hand as
# well:  build/dev/bin/liandong-funds --flagfile=var/dev/config/funds.flags
service_flags() {
  local dir=$1 service=$2 pki=$1/pki
  cat <<FLAGS
--profile=development
--listen=127.0.0.1:${GRPC_PORT[$service]}
--metrics_listen=127.0.0.1:${METRICS_PORT[$service]}
--peers=$(peers)
--db_url=unix://$dir/run/mysqld.sock
--db_name=liandong_$service
--db_user=${service}_run
--db_password_file=$dir/secrets/${service}_run.password
--tls_ca=$pki/ca.pem
--tls_cert=$pki/services/$service.pem
--tls_key=$pki/services/$service.key
--trust_domain=$TRUST_DOMAIN
--directory=$dir/config/directory.binpb
--directory_root_key=$pki/directory/root.pub.pem
--kek_file=$pki/kek/$service.kek
--signing_key=$pki/signing/$service.pem
--signing_key_id=dev-$service-1
--rules=$RULES
--holidays=$HOLIDAYS
--dev_clock_start=$DEV_CLOCK_START
FLAGS
}

directory_build() {
  [[ -x $BIN/liandongctl ]] || return 0
  "$BIN/liandongctl" directory build --principals="$PRINCIPALS" --pki="$1/pki" \
    --out="$1/config/directory.binpb" >"$1/log/directory.log" 2>&1 ||
    die "the directory could not be built: $(tail -n 1 "$1/log/directory.log")"
  step "directory signed"
}

# migrate DIR SERVICE: the migrator's password is never in the configuration of the running service
migrate() {
  "$BIN/liandong-$2" --flagfile="$1/config/$2.flags" --migrate --migrate_user="$2_migrate" \
    --migrate_password_file="$1/secrets/$2_migrate.password" >>"$1/log/$2-migrate.log" 2>&1 ||
    die "the migrations of $2 failed: $(tail -n 1 "$1/log/$2-migrate.log")"
}

service_start() {
  start_process "$1" "$2" "$BIN/liandong-$2" --flagfile="$1/config/$2.flags"
}

service_healthy() {
  "$BIN/liandong-$2" --flagfile="$1/config/$2.flags" --probe 2>/dev/null
}

service_wait() {
  wait_for_process "$1" "$2" 60 service_healthy "$1" "$2"
  step "$(printf '%-12s ready (gRPC 127.0.0.1:%s, metrics 127.0.0.1:%s)' "$2" \
    "${GRPC_PORT[$2]}" "${METRICS_PORT[$2]}")"
}

services_start() {
  local dir=$1 services service
  mapfile -t services < <(services_here)
  directory_build "$dir"
  for service in "${services[@]}"; do
    service_flags "$dir" "$service" >"$dir/config/$service.flags"
    migrate "$dir" "$service"
    step "$(printf '%-12s schema up to date' "$service")"
  done
  for service in "${services[@]}"; do service_start "$dir" "$service"; done
  for service in "${services[@]}"; do service_wait "$dir" "$service"; done
}

prometheus_start() {
  local dir=$1 service targets=''
  need_programs prometheus promtool
  for service in $(services_here); do
    targets+=${targets:+, }"{\"targets\": [\"127.0.0.1:${METRICS_PORT[$service]}\"], \"labels\": {\"service\": \"$service\"}}"
  done
  echo "[$targets]" >"$dir/config/targets.json"
  sed "s|@TARGETS@|$dir/config/targets.json|" "$ROOT/monitoring/prometheus.yml" >"$dir/config/prometheus.yml"
  promtool check config "$dir/config/prometheus.yml" >"$dir/log/promtool.log" 2>&1 ||
    die "the Prometheus configuration is not valid; log: $dir/log/promtool.log"
  start_process "$dir" prometheus prometheus --config.file="$dir/config/prometheus.yml" \
    --storage.tsdb.path="$dir/prometheus" --web.listen-address="127.0.0.1:$PROMETHEUS_PORT"
  wait_for_process "$dir" prometheus 60 http_ok "$PROMETHEUS_PORT" /-/ready
  step "Prometheus ready (http://127.0.0.1:$PROMETHEUS_PORT)"
}

# Prints the name of a process that ended although nobody stopped it, if there is one.
ended_process() {
  local file name
  for file in "$1"/run/*.pid; do
    name=$(basename "$file" .pid)
    process_pid "$1" "$name" >/dev/null || { echo "$name" && return; }
  done
  return 1
}
