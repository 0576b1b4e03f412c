# shellcheck shell=bash
# Every script here sources this file, which knows the repository's place and prints progress and failures.

# shellcheck disable=SC2034  # The sourcing scripts use it.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# MSBuild's nodes and the compiler's server would outlive the script and keep its output open.
# A caller that waits for the end of the output, such as a CI runner or a pipe, would wait for them.
export MSBUILDDISABLENODEREUSE=1

step() { printf '==> %s\n' "$*"; }

# fail "what failed and why" ["what to do next" …] prints both and exits.
fail() {
  printf 'error: %s\n' "$1" >&2
  shift
  [ $# = 0 ] || printf '  %s\n' "$@" >&2
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

is_root() { [ "$(id -u)" = 0 ]; }

has_systemd() { [ -d /run/systemd/system ]; }

# await SECONDS COMMAND… waits until the command succeeds, at most that long.
await() {
  local budget=$(($1 * 20))
  shift
  while ! "$@" >/dev/null 2>&1; do
    budget=$((budget - 1))
    [ "$budget" -gt 0 ] || return 1
    sleep 0.05
  done
}

# quietly TITLE COMMAND… shows the command's output only when it fails.
quietly() {
  local title=$1 output
  shift
  if ! output=$("$@" 2>&1 </dev/null); then
    printf '%s\n' "$output" >&2
    fail "$title failed (the output is above)"
  fi
}
