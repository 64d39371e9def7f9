# What the scripts share. Sourced, not run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
run=$root/test-env/run

gateway_port=9080
management_port=9381
fast_port=9401
smart_port=9402
bench_port=9382

say() { printf '%s\n' "$*"; }
die() {
  printf '%s\n' "$*" >&2
  exit 1
}

# Prints the home of the newest installed JDK from 21 on.
find_jdk() {
  "$root/plugin-runner/bin/find-java" --jdk
}

# build_if_needed: packages the project if a jar is missing or older than a source.
build_if_needed() {
  local jars=("$root/plugin-runner/runner/target/dist/plugin-runner.jar"
    "$root/test-env/gateway/target/gateway.jar" "$root/test-env/e2e/target/e2e.jar")
  local jar
  for jar in "${jars[@]}"; do
    if [ ! -f "$jar" ] || [ -n "$(find "$root/pom.xml" "$root/plugins" "$root/plugin-runner" \
      "$root/test-env" -path '*/src/main/*' -newer "$jar" -print -quit)" ]; then
      say "Building (a few minutes the first time) ..."
      (cd "$root" && mvn -q -B -ntp package -DskipTests) || die "The build failed: see above."
      touch "${jars[@]}"
      return
    fi
  done
}

# start NAME COMMAND...: runs in the background, with a log and a pid file.
start() {
  local name=$1
  shift
  setsid "$@" >"$run/log/$name.log" 2>&1 </dev/null &
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
  kill "$pid"
  for _ in $(seq 120); do
    alive "$1" || break
    sleep 0.1
  done
  if alive "$1"; then kill -9 "$pid"; fi
  rm -f "$run/$1.pid"
}

# is_up: whether all processes run and a request passes.
is_up() {
  local name
  for name in fast smart runner gateway; do
    alive "$name" || return 1
  done
  passes
}

# passes: whether a chat request passes from end to end and is routed.
passes() {
  curl -sf -m 5 -o /dev/null -D - "http://127.0.0.1:$gateway_port/v1/chat/completions" \
    -H 'Authorization: Bearer alice-key' -H 'Content-Type: application/json' \
    -d '{"model":"auto","messages":[{"role":"user","content":"hello"}]}' 2>/dev/null |
    grep -qi '^x-ai-target: fast'
}

# wait_for WHAT TEST: tries for a minute; shows what is wrong if a process ended.
wait_for() {
  local name
  for _ in $(seq 300); do
    if "$2"; then return; fi
    for name in fast smart runner gateway; do
      if ! alive "$name"; then
        tail -n 20 "$run/log/$name.log" >&2
        die "$name ended: its log is above (test-env/run/log/$name.log)."
      fi
    done
    sleep 0.2
  done
  die "Waited a minute for $1. The logs are in test-env/run/log; test-env/down stops what runs."
}

# refuse_taken_port PORT: ends with who has it, if it can be told.
refuse_taken_port() {
  if (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then
    local who=
    if command -v ss >/dev/null; then
      who=$(ss -ltnpH "sport = :$1" | sed -n 's/.*users:((\("[^"]*",pid=[0-9]*\).*/ by \1/p' | head -n 1)
    fi
    die "Port $1 is taken$who. Free it and run test-env/up again."
  fi
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

print_try() {
  cat <<EOF

Sluice is up.
  gateway (stand-in)  http://127.0.0.1:$gateway_port
  runner              http://127.0.0.1:$management_port/actuator/health, socket test-env/run/runner.sock
  stub providers      http://127.0.0.1:$fast_port (fast), http://127.0.0.1:$smart_port (smart)
  routes              test-env/run/conf/apisix.yaml; a change takes effect within a second

Try:
  curl -si http://127.0.0.1:$gateway_port/v1/chat/completions -H 'Authorization: Bearer alice-key' -d '{"model":"auto","messages":[{"role":"user","content":"Hello, how are you?"}]}'
  curl -si http://127.0.0.1:$gateway_port/v1/chat/completions -H 'Authorization: Bearer alice-key' -d '{"model":"auto","messages":[{"role":"user","content":"Prove that the square root of 2 is irrational."}]}'
  curl -sN http://127.0.0.1:$gateway_port/v1/chat/completions -H 'Authorization: Bearer alice-key' -d '{"model":"auto","stream":true,"messages":[{"role":"user","content":"Translate good morning into French."}]}'

test-env/demo sends a day of prompts; test-env/down stops all.
EOF
}
