# shellcheck shell=bash
# The distribution packages that building, running and testing need: the only list of them.

PACKAGES=(
  # compilers and build tools
  clang cmake ninja-build ccache mold pkg-config
  # libraries
  libgrpc++-dev protobuf-compiler protobuf-compiler-grpc libprotobuf-dev libabsl-dev
  golang-github-gogo-googleapis-dev  # google/rpc and google/type as plain .proto files
  libmysqlcppconn-dev prometheus-cpp-dev libspdlog-dev nlohmann-json3-dev libcli11-dev
  libyaml-cpp-dev
  libssl-dev libgeos-dev libicu-dev libgtest-dev libgmock-dev
  # what runs beside the services
  mariadb-server prometheus openssl
  # the launcher's look at JSON, and the Python client
  python3 python3-grpcio python3-protobuf python3-cryptography
)

# The Node client, the contract linter and the second holiday data set are tests' business; a Node.js
# that is already on the path serves as well as the distribution's.
command -v node >/dev/null && command -v npm >/dev/null || PACKAGES+=(nodejs npm)

missing_packages() {
  local package
  for package in "${PACKAGES[@]}"; do
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] ||
      echo "$package"
  done
}

as_root() {
  if ((EUID == 0)); then
    "$@"
  elif [[ -t 0 ]]; then
    sudo "$@"
  else
    sudo -n "$@"
  fi
}

# The private MariaDB and Prometheus are started by us alone: the packages' own services are kept from
# starting now (policy-rc.d) and at the next boot (disable).
install_packages() (
  policy=/usr/sbin/policy-rc.d
  if [[ ! -e $policy ]]; then
    trap 'as_root rm -f "$policy"' EXIT
    trap 'exit 130' INT TERM HUP
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null || return
    as_root chmod 755 "$policy" || return
  fi
  apt=(as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=120
    -o Dpkg::Use-Pty=0)
  "${apt[@]}" update || return
  "${apt[@]}" install --no-install-recommends "$@" || return
  if [[ -d /run/systemd/system ]]; then
    for package in "$@"; do
      case $package in
        mariadb-server) as_root systemctl disable --quiet mariadb ;;
        prometheus) as_root systemctl disable --quiet prometheus ;;
      esac
    done
  fi
)

deps() {
  local missing
  command -v dpkg-query >/dev/null || die "deps knows Debian packages only (tested: Debian 12)"
  mapfile -t missing < <(missing_packages)
  if ((${#missing[@]} == 0)); then
    return
  fi
  ((EUID == 0)) || command -v sudo >/dev/null ||
    die "packages are missing and neither root nor sudo is here to install: ${missing[*]}"
  step "installing ${#missing[@]} Debian packages$( ((EUID == 0)) || echo ' (with sudo)'): ${missing[*]}"
  install_packages "${missing[@]}" ||
    die "apt-get could not install: ${missing[*]} (its own message is above)"
  step "packages installed"
}
