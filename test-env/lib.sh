# What the scripts share. Sourced, not run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
run=$root/test-env/run

gateway_port=9080
management_port=9381
fast_port=9401
smart_port=9402
bench_port=9382
kibana_port=5601

processes=(fast smart runner gateway)
logs='The logs are in test-env/run/log'

say() { printf '%s\n' "$*"; }
die() {
  printf '%s\n' "$*" >&2
  exit 1
}

# Prints the home of the newest installed JDK from 21 on.
find_jdk() {
  "$root/plugin-runner/bin/find-java" --jdk
}

# prepare_run: makes the folder for what runs, which nobody else may enter, and keeps others from
# starting or stopping anything in it until this script ends.
prepare_run() {
  [ -r /proc/self/stat ] || die "The test environment needs Linux: processes are told apart by /proc."
  if ! (umask 077 && mkdir -p "$run") 2>/dev/null || [ ! -w "$run" ]; then
    die "$(id -un) may not write to $run: take a clone of your own."
  fi
  # Where flock is missing, nothing keeps two from getting into each other's way.
  if command -v flock >/dev/null; then
    exec 9>"$run/lock"
    flock -n 9 || die "Another test-env/up is at work: wait for it."
  fi
}

# maven JDK ARGUMENT...: on that JDK, which need not be where Maven looks.
maven() {
  command -v mvn >/dev/null || die "No mvn found: install Maven 3.8.7 or newer."
  local home=$1 quiet=
  shift
  # Maven 3.8 uses what newer Java warns about.
  if [ "$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")" -ge 24 ]; then
    quiet='--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED'
  fi
  JAVA_HOME=$home MAVEN_OPTS="${MAVEN_OPTS:-} $quiet" mvn -B -ntp "$@"
}

# build_if_needed JDK: packages the project if a jar is missing or older than a source.
build_if_needed() {
  local jars=("$root/plugin-runner/runner/target/dist/plugin-runner.jar"
    "$root/test-env/gateway/target/gateway.jar" "$root/test-env/e2e/target/e2e.jar")
  # The last that a build makes tells how old they are.
  local newest=${jars[2]} jar
  for jar in "${jars[@]}"; do
    [ -f "$jar" ] || newest=
  done
  if [ -z "$newest" ] || [ -n "$(find "$root/pom.xml" "$root/plugins" "$root/plugin-runner" \
    "$root/test-env" \( -path '*/src/main/*' -o -name pom.xml \) -newer "$newest" -print -quit)" ]; then
    say "Building (a few minutes the first time) ..."
    (cd "$root" && maven "$1" -q package -DskipTests) || die "The build failed: see above."
    touch "${jars[2]}"
  fi
}

# start NAME COMMAND...: runs in the background, with a log and a pid file.
start() {
  local name=$1
  shift
  local detached=nohup
  if command -v setsid >/dev/null; then detached=setsid; fi
  "$detached" "$@" >"$run/log/$name.log" 2>&1 </dev/null 9>&- &
  printf '%s %s\n' "$!" "$(started "$!")" >"$run/$name.pid"
}

# When a process started, in clock ticks since boot: with the pid it names one process for good.
started() {
  sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20
}

# alive NAME: whether the process that start NAME began still runs.
alive() {
  local pid since
  [ -s "$run/$1.pid" ] && read -r pid since <"$run/$1.pid" &&
    [ -n "$since" ] && [ "$(started "$pid")" = "$since" ]
}

# stop NAME: ends that process; false if there was none.
stop() {
  local pid
  if ! alive "$1"; then
    rm -f "$run/$1.pid"
    return 1
  fi
  read -r pid _ <"$run/$1.pid"
  if ! kill "$pid" 2>/dev/null && alive "$1"; then
    die "$1 (pid $pid) belongs to another user, who must stop it."
  fi
  for _ in {1..120}; do
    alive "$1" || break
    sleep 0.1
  done
  if alive "$1"; then kill -9 "$pid"; fi
  rm -f "$run/$1.pid"
}

# is_up: whether all processes run and a request passes.
is_up() {
  local name
  if [ ! -e "$run/docker" ]; then
    for name in "${processes[@]}"; do
      alive "$name" || return 1
    done
  fi
  passes
}

# passes: whether a chat request passes from end to end and is routed.
passes() (
  body='{"model":"auto","messages":[{"role":"user","content":"hello"}]}'
  exec 2>/dev/null 3<>"/dev/tcp/127.0.0.1/$gateway_port" || return 1
  printf '%s\r\n' 'POST /v1/chat/completions HTTP/1.1' "Host: 127.0.0.1:$gateway_port" \
    'Authorization: Bearer alice-key' 'Content-Type: application/json' \
    "Content-Length: ${#body}" 'Connection: close' '' >&3
  printf '%s' "$body" >&3
  routed=1
  # To the end: an answer that is left half-way counts as cut.
  while IFS= read -r -t 5 line <&3; do
    case "${line,,}" in 'x-ai-target: fast'*) routed=0 ;; esac
  done
  return "$routed"
)

# wait_for WHAT TEST PROCESS...: tries for a minute; shows what is wrong if a process ended.
wait_for() {
  local what=$1 test=$2 name
  shift 2
  for _ in {1..300}; do
    if "$test"; then return; fi
    for name in "$@"; do
      if ! alive "$name"; then
        tail -n 20 "$run/log/$name.log" >&2
        die "$name ended: its log is above (test-env/run/log/$name.log)."
      fi
    done
    sleep 0.2
  done
  die "Waited a minute for $what. $logs; test-env/down stops what runs."
}

# refuse_taken_port PORT: ends with who has it, if it can be told.
refuse_taken_port() {
  if (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then
    local who=
    if command -v ss >/dev/null; then
      who=$(ss -ltnpH "sport = :$1" |
        sed -n 's/.*users:(("\([^"]*\)",pid=\([0-9]*\).*/ by \1, process \2/p' | head -n 1)
    fi
    die "Port $1 is taken$who. Free it and run test-env/up again."
  fi
}

# refuse_long_socket PATH: ends if no unix socket can have that name.
refuse_long_socket() {
  if [ "$(printf '%s' "$1" | wc -c)" -gt 106 ]; then
    die "The path of this folder is too long for a unix socket in it: clone to a shorter one."
  fi
}

# make_token: exports the secret that http-logger shows the runner, made at the first start.
make_token() {
  [ -s "$run/token" ] || head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$run/token"
  SLUICE_EXCHANGES_TOKEN=$(cat "$run/token")
  export SLUICE_EXCHANGES_TOKEN
}

# install_if_missing COMMAND PACKAGE REASON: with apt, where this user may.
install_if_missing() {
  if command -v "$1" >/dev/null; then return; fi
  say "Installing Debian's $2 with apt-get, for $3."
  local sudo=
  [ "$(id -u)" = 0 ] || sudo='sudo -n'
  if ! { $sudo apt-get update -qq && $sudo apt-get install -y -qq --no-install-recommends "$2" >/dev/null; }; then
    say "$2 could not be installed: what needs it is skipped."
  fi
}

# print_try: where things are and what to try.
print_try() {
  local gateway='stand-in for APISIX' socket=', socket test-env/run/runner.sock' routes=conf
  if [ -e "$run/docker" ]; then
    gateway='Apache APISIX' socket='' routes=apisix
  fi
  cat <<EOF

Sluice is up.
  gateway             http://127.0.0.1:$gateway_port ($gateway)
  runner              http://127.0.0.1:$management_port/actuator/health$socket
  stub providers      http://127.0.0.1:$fast_port (fast), http://127.0.0.1:$smart_port (smart)
EOF
  [ ! -e "$run/docker" ] || say "  Kibana              http://127.0.0.1:$kibana_port"
  ! grep -qs 'api.openai.com' "$run/$routes/apisix.yaml" ||
    say "  hard questions      go to api.openai.com, at your cost"
  local try='Try:'
  command -v curl >/dev/null || try='Try (curl is not installed here; any HTTP client will do):'
  cat <<EOF
  routes              test-env/run/$routes/apisix.yaml; a change takes effect within a second

$try
  curl -si http://127.0.0.1:$gateway_port/v1/chat/completions -H 'Authorization: Bearer alice-key' -d '{"model":"auto","messages":[{"role":"user","content":"Hello, how are you?"}]}'
  curl -si http://127.0.0.1:$gateway_port/v1/chat/completions -H 'Authorization: Bearer alice-key' -d '{"model":"auto","messages":[{"role":"user","content":"Prove that the square root of 2 is irrational."}]}'
  curl -sN http://127.0.0.1:$gateway_port/v1/chat/completions -H 'Authorization: Bearer alice-key' -d '{"model":"auto","stream":true,"messages":[{"role":"user","content":"Translate good morning into French."}]}'

test-env/demo sends a day of prompts; test-env/down stops all.
EOF
}
