#!/usr/bin/env bash
# The examples against a real service: Python, Node and buf curl each make an officer's token (buf
# takes one made for it) and read and write over mutual TLS.
# usage: run.sh BIN_DIR; the database server is the one ./liandong test names
set -euo pipefail

BIN=$1
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
GOOGLEAPIS=/usr/share/gocode/src/github.com/gogo/googleapis
work=$(mktemp -d)
database=clients_$$
sql() { mariadb --no-defaults --socket="${LIANDONG_TEST_DB_URL#unix://}" --user=root --execute="$1"; }
finish() {
  [[ -z ${service:-} ]] || { kill "$service" && wait "$service"; } || true
  sql "DROP DATABASE IF EXISTS $database" || true
  rm -rf "$work"
}
trap finish EXIT

# Keys and certificates as the launcher makes them.
(
  # shellcheck source=scripts/launcher/common.sh
  source "$ROOT/scripts/launcher/common.sh"
  trap - EXIT
  # shellcheck source=scripts/launcher/services.sh
  source "$ROOT/scripts/launcher/services.sh"
  # shellcheck source=scripts/launcher/pki.sh
  source "$ROOT/scripts/launcher/pki.sh"
  mkdir -p "$work/pki"
  pki_create "$work"
)
pki=$work/pki
"$BIN/liandongctl" directory build --principals="$ROOT/samples/principals.json" --pki="$pki" \
  --out="$work/directory.binpb"
sql "CREATE DATABASE $database CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"

port=$(python3 -c 'import socket
s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cat >"$work/funds.flags" <<FLAGS
--profile=development
--log_level=warn
--listen=127.0.0.1:$port
--db_url=$LIANDONG_TEST_DB_URL
--db_name=$database
--db_user=root
--migrate_user=root
--tls_ca=$pki/ca.pem
--tls_cert=$pki/services/funds.pem
--tls_key=$pki/services/funds.key
--trust_domain=dev.liandong
--directory=$work/directory.binpb
--directory_root_key=$pki/directory/root.pub.pem
--kek_file=$pki/kek/funds.kek
--signing_key=$pki/signing/funds.pem
--signing_key_id=dev-funds-1
--rules=$ROOT/shared/rules/data/rules.json
--holidays=$ROOT/shared/calendar/data/holidays.json
FLAGS
"$BIN/liandong-funds" --flagfile="$work/funds.flags" --migrate
"$BIN/liandong-funds" --flagfile="$work/funds.flags" &
service=$!
for _ in {1..30}; do
  if "$BIN/liandong-funds" --flagfile="$work/funds.flags" --probe 2>/dev/null; then break; fi
done

echo "== Python"
mkdir "$work/gen"
(cd "$ROOT/protos" && find liandong -name '*.proto') |
  xargs protoc -I"$ROOT/protos" -I"$GOOGLEAPIS" --python_out="$work/gen" \
    google/rpc/status.proto google/rpc/error_details.proto google/type/date.proto
PYTHONPATH=$work/gen /usr/bin/python3 "$ROOT/examples/python/budget.py" \
  --target "127.0.0.1:$port" --pki "$pki" --project P9

echo "== Node"
cp "$ROOT"/examples/node/{package.json,package-lock.json,budget.mjs} "$work"
(cd "$work" && npm ci --ignore-scripts --no-audit --no-fund >"$work/npm.log" 2>&1) ||
  { cat "$work/npm.log"; exit 1; }
"$work/node_modules/.bin/buf" lint "$BIN/../liandong.binpb" --config "$ROOT/protos/buf.yaml" \
  --path liandong
(cd "$work" && node budget.mjs --target "127.0.0.1:$port" --pki "$pki" --project P8 \
  --protos "$ROOT/protos" --googleapis "$GOOGLEAPIS")

echo "== buf curl"
token=$(PYTHONPATH=$work/gen /usr/bin/python3 - "$ROOT" "$pki" <<'PYTHON'
import sys
sys.path.insert(0, sys.argv[1] + "/examples/python")
import budget
print(budget.officer_token(sys.argv[2], "hsb", "hsb-2", "funds"))
PYTHON
)
curl_funds() {  # curl_funds METHOD JSON: through reflection, nothing but the address is known
  "$work/node_modules/.bin/buf" curl --protocol grpc --cacert "$pki/ca.pem" \
    --cert "$pki/agencies/hsb.pem" --key "$pki/agencies/hsb.key" --servername funds \
    --header "authorization: Bearer $token" --data "$2" \
    "https://127.0.0.1:$port/liandong.funds.v1.$1"
}
curl_funds BudgetService/SubmitBudget \
  "{\"name\": \"projects/P8/budgets/v1\", \"requestId\": \"$(cat /proc/sys/kernel/random/uuid)\"}"
curl_funds BudgetService/GetBudget '{"name": "projects/P8/budgets/v1"}' | tee "$work/read.json"
grep -q '"state": "STATE_SUBMITTED"' <(tr -d '\n' <"$work/read.json" | sed 's/":"/": "/g')
echo "clients: all three read and wrote"
