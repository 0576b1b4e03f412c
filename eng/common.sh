# shellcheck shell=bash
# Sourced by every script here: where the repository is, and how progress and failures are said.

# shellcheck disable=SC2034  # used by those who source this
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# MSBuild's nodes and the compiler's server would outlive the script and keep its output open: a caller that waits for the end of the
# output (a CI runner, a pipe) would wait for them.
export MSBUILDDISABLENODEREUSE=1

step() { printf '==> %s\n' "$*"; }

# fail "what failed and why" ["what to do next" …]
fail() {
  printf 'error: %s\n' "$1" >&2
  shift
  [ $# = 0 ] || printf '  %s\n' "$@" >&2
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

is_root() { [ "$(id -u)" = 0 ]; }

has_systemd() { [ -d /run/systemd/system ]; }

# await SECONDS COMMAND…: until the command succeeds, at most that long.
await() {
  local budget=$(($1 * 20))
  shift
  while ! "$@" >/dev/null 2>&1; do
    budget=$((budget - 1))
    [ "$budget" -gt 0 ] || return 1
    sleep 0.05
  done
}

# quietly TITLE COMMAND…: the command's output is shown only when it fails.
quietly() {
  local title=$1 output
  shift
  if ! output=$("$@" 2>&1 </dev/null); then
    printf '%s\n' "$output" >&2
    fail "$title failed (the output is above)"
  fi
}
