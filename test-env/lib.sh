# What the scripts share. Sourced, not run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "$*"; }
die() {
  printf '%s\n' "$*" >&2
  exit 1
}

# Prints the home of the newest installed JDK from 21 on.
find_jdk() {
  "$root/plugin-runner/bin/find-java" --jdk
}
