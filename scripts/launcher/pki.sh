# shellcheck shell=bash
# Development certificates and keys of an instance, all below pki/, private parts mode 0600:
#   ca.{pem,key}                     certificate authority, marked "Liandong Development"
#   agencies/ID.{pem,key}            client certificate of each organisation
#   services/NAME.{pem,key}          server and client certificate of each service
#   officers/ID.pem                  Ed25519 key an officer signs tokens with
#   signing/NAME.pem                 Ed25519 key a service signs proofs and checkpoints with
#   directory/root.pem, root.pub.pem Ed25519 key that signs the directory
#   kek/NAME.kek                     key-encryption keys: "<id> <base64url of 32 bytes> active"
# What exists and is still valid is kept.

TRUST_DOMAIN=dev.liandong
PRINCIPALS=$ROOT/samples/principals.json
CA_DAYS=3650
LEAF_DAYS=397
LEAF_RENEW_S=$((30 * 86400))

principal_ids() {  # principal_ids organisations|officers
  python3 -c 'import json, sys
for entry in json.load(open(sys.argv[1], encoding="utf-8"))[sys.argv[2]]: print(entry["id"])' \
    "$PRINCIPALS" "$1"
}

# new_certificate FILE CN EXTRA...: P-256 key and certificate; the certificate appears last
new_certificate() {
  local file=$1 cn=$2
  shift 2
  openssl req -new -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -sha256 \
    -config "$PKI/openssl.cnf" -subj "/O=Liandong Development/CN=$cn" \
    -keyout "$file.key" -out "$file.new" "$@" 2>"$PKI/openssl.log" ||
    die "openssl could not make the certificate of $cn; log: $PKI/openssl.log"
  mv "$file.new" "$file.pem"
}

# leaf FILE CN SUBJECT_ALT_NAME EXTENDED_KEY_USAGE
leaf() {
  if [[ -s $1.pem ]] && openssl x509 -in "$1.pem" -noout -checkend "$LEAF_RENEW_S" >/dev/null; then
    return
  fi
  new_certificate "$1" "$2" -CA "$PKI/ca.pem" -CAkey "$PKI/ca.key" -days "$LEAF_DAYS" \
    -addext basicConstraints=critical,CA:FALSE -addext keyUsage=critical,digitalSignature \
    -addext "extendedKeyUsage=$4" -addext "subjectAltName=$3" \
    -addext subjectKeyIdentifier=hash -addext authorityKeyIdentifier=keyid
}

ed25519_key() {
  [[ -s $1 ]] || { openssl genpkey -algorithm ed25519 -out "$1.new" && mv "$1.new" "$1"; }
}

key_encryption_key() {
  [[ ! -s $1 ]] || return 0
  printf 'dev-kek-1 %s active\n' "$(openssl rand 32 | base64 -w 0 | tr '+/' '-_' | tr -d =)" >"$1.new"
  mv "$1.new" "$1"
}

# pki_create DIR
pki_create() {
  local umask_before organisations officers id service
  PKI=$1/pki
  need_programs openssl python3
  organisations=$(principal_ids organisations) || die "cannot read $PRINCIPALS"
  officers=$(principal_ids officers) || die "cannot read $PRINCIPALS"
  umask_before=$(umask)
  umask 077
  mkdir -p "$PKI"/{agencies,services,officers,signing,directory,kek}
  # The system's openssl.cnf would add extensions of its own.
  printf '[req]\ndistinguished_name = subject\n[subject]\n' >"$PKI/openssl.cnf"
  [[ -s $PKI/ca.pem ]] ||
    new_certificate "$PKI/ca" "Liandong Development CA" -days "$CA_DAYS" \
      -addext basicConstraints=critical,CA:TRUE,pathlen:0 -addext keyUsage=critical,keyCertSign,cRLSign \
      -addext subjectKeyIdentifier=hash
  for id in $organisations; do
    leaf "$PKI/agencies/$id" "$id" "URI:spiffe://$TRUST_DOMAIN/agency/$id" clientAuth
  done
  for id in $officers; do
    ed25519_key "$PKI/officers/$id.pem"
  done
  for service in "${SERVICES[@]}"; do
    leaf "$PKI/services/$service" "$service" \
      "URI:spiffe://$TRUST_DOMAIN/service/$service,DNS:localhost,DNS:$service,IP:127.0.0.1" \
      serverAuth,clientAuth
    ed25519_key "$PKI/signing/$service.pem"
    key_encryption_key "$PKI/kek/$service.kek"
  done
  ed25519_key "$PKI/directory/root.pem"
  openssl pkey -in "$PKI/directory/root.pem" -pubout -out "$PKI/directory/root.pub.pem"
  umask "$umask_before"
  step "certificates and keys ready (${PKI#"$ROOT"/})"
}
