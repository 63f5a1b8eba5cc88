# shellcheck shell=bash
# What every part of the launcher uses: messages, processes, instances, ports.
# Sourced by ./liandong, which sets ROOT.

PRESET=${LIANDONG_PRESET:-dev}
BIN=$ROOT/build/$PRESET/bin
PATH=$PATH:/usr/sbin:/sbin  # mariadbd lives there; a user's PATH may lack it

SOCKET_PATH_MAX=107         # sun_path of a unix socket
DISK_FREE_MIN_MB=2048       # a clean build and a day's data
STOP_GRACE_S=30             # from TERM to KILL

say() { printf '%s\n' "$*"; }
step() { printf '[%3d s] %s\n' "$SECONDS" "$*"; }
die() {
  printf 'liandong: %s\n' "$*" >&2
  exit 1
}

need_programs() {
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || die "$program not found; run ./liandong deps"
  done
}

need_disk() {
  local free
  free=$(df -Pm "$ROOT" | awk 'NR == 2 { print $4 }')
  ((free >= DISK_FREE_MIN_MB)) ||
    die "disk full: $free MB free below $ROOT, at least $DISK_FREE_MIN_MB MB needed"
}

# --- ports -------------------------------------------------------------------------------------

port_busy() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# need_port PORT WHAT
need_port() {
  port_busy "$1" || return 0
  local holder
  holder=$(ss -Hltnp "sport = :$1" 2>/dev/null |
    sed -n 's/.*users:(("\([^"]*\)",pid=\([0-9]*\).*/ by \1 (process \2)/p' | head -n 1) || true
  die "port $1 for $2 is already in use$holder"
}

# http_ok PORT PATH: answers 200
http_ok() (
  exec 2>/dev/null 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
  printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$2" >&3
  read -r -t 2 _ code _ <&3 && [[ $code == 200 ]]
)

# --- processes: one pid file each, in <instance>/run ----------------------------------------------

# Start time of a live process: with the pid it names one process for ever, a pid alone does not.
process_start_time() {
  local stat
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  # shellcheck disable=SC2086  # the fields after "(name)" are words
  set -- ${stat##*) }
  [[ $1 != Z ]] || return 1
  echo "${20}"
}

# process_pid DIR NAME: prints the pid if that very process is alive
process_pid() {
  local pid started
  read -r pid started 2>/dev/null <"$1/run/$2.pid" || return 1
  [[ -n $started && $(process_start_time "$pid") == "$started" ]] && echo "$pid"
}

# start_process DIR NAME COMMAND...: in the background, log in DIR/log, away from the terminal's Ctrl-C
start_process() {
  local dir=$1 name=$2
  shift 2
  setsid "$@" </dev/null >>"$dir/log/$name.log" 2>&1 9>&- &
  echo "$! $(process_start_time $!)" >"$dir/run/$name.pid"
}

# wait_for_process DIR NAME SECONDS PROBE...: until PROBE succeeds; shows the log's end if it does not
wait_for_process() {
  local dir=$1 name=$2 deadline=$((SECONDS + $3)) why
  shift 3
  until "$@"; do
    if ! process_pid "$dir" "$name" >/dev/null; then
      why='ended while starting'
    elif ((SECONDS >= deadline)); then
      why='did not become ready in time'
    else
      sleep 0.1
      continue
    fi
    tail -n 5 "$dir/log/$name.log" >&2
    die "$name $why; log: $dir/log/$name.log"
  done
}

# stop_process DIR NAME: TERM, after the grace KILL
stop_process() {
  local dir=$1 name=$2 pid deadline=$((SECONDS + STOP_GRACE_S))
  if pid=$(process_pid "$dir" "$name"); then
    kill -TERM "$pid" 2>/dev/null || true
    while process_pid "$dir" "$name" >/dev/null; do
      if ((SECONDS >= deadline)); then
        say "$name (process $pid) did not stop in $STOP_GRACE_S s: killed"
        kill -KILL "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
        deadline=$((SECONDS + STOP_GRACE_S))
      fi
      sleep 0.05
    done
    [[ $QUIET_STOP ]] || step "$name stopped"
  fi
  rm -f "$dir/run/$name.pid"
}

# --- the end: whatever way the launcher ends, at_exit runs ------------------------------------------

INSTANCE=''          # directory below var/ with everything this run owns
REMOVE_INSTANCE=''   # always | unless_failed | '' (keep)
FOREGROUND=''        # process group of the command in progress
EXIT_ON_SIGNAL=''    # exit status, where a Ctrl-C is the normal way to end
QUIET_STOP=''        # say nothing while stopping

trap at_exit EXIT
trap 'exit "${EXIT_ON_SIGNAL:-130}"' INT
trap 'exit "${EXIT_ON_SIGNAL:-143}"' TERM HUP

at_exit() {
  local status=$?
  trap '' INT TERM HUP PIPE
  trap - EXIT
  set +e  # stopping goes on, also when nobody reads our output any more
  if [[ $FOREGROUND ]]; then
    kill -TERM -- "-$FOREGROUND" 2>/dev/null || true
    wait "$FOREGROUND" 2>/dev/null || true
  fi
  [[ ! $INSTANCE ]] || close_instance "$status"
  exit "$status"
}

# in_foreground COMMAND...: waits for it, and takes it (with its children) down on Ctrl-C or `down`
in_foreground() {
  local status=0
  setsid "$@" </dev/null 9>&- &
  FOREGROUND=$!
  wait "$FOREGROUND" || status=$?
  FOREGROUND=''
  return "$status"
}

# --- instances ------------------------------------------------------------------------------------

# open_instance DIR: creates and locks it
open_instance() {
  local dir=$1
  (umask 077 && mkdir -p "$dir"/{run,log,secrets,pki,config})
  ((${#dir} + 16 <= SOCKET_PATH_MAX)) ||
    die "the path $dir is too long for a unix socket; use a checkout with a shorter path"
  exec 9>>"$dir/run/lock"
  flock -n 9 || die "already running from $dir; Ctrl-C there or ./liandong down stops it"
  INSTANCE=$dir
  stop_everything "$dir"  # what a killed launcher left behind
  echo "$$ $(process_start_time $$)" >"$dir/run/launcher.pid"
}

close_instance() {
  local failed=$1
  [[ $failed != 130 && $failed != 143 ]] || failed=0  # interrupted is not failed
  stop_everything "$INSTANCE"
  rm -f "$INSTANCE/run/launcher.pid"
  if [[ $REMOVE_INSTANCE == always || ($REMOVE_INSTANCE == unless_failed && $failed == 0) ]]; then
    rm -rf "$INSTANCE"
  elif [[ $REMOVE_INSTANCE ]]; then
    say "kept for inspection: $INSTANCE (logs in log/)"
  fi
}

# throw_away_instance PREFIX: a fresh one that this run removes again
throw_away_instance() {
  mkdir -p "$ROOT/var"
  open_instance "$(mktemp -d "$ROOT/var/$1-XXXXXX")"
}

# stop_everything DIR: in the reverse order of starting
stop_everything() {
  local i
  stop_process "$1" prometheus
  for ((i = ${#SERVICES[@]} - 1; i >= 0; i--)); do
    stop_process "$1" "${SERVICES[i]}"
  done
  stop_process "$1" mariadb
}
