# shellcheck shell=bash
# shellcheck disable=SC2034  # used by those who source this
# Sourced by the bootstrap's scripts: where things are, and how they are written.

# Tests put a directory before every path.
root=${NIXHOST_ROOT:-}
state=$root/var/lib/nixhost
run=$root/run/nixhost
boot=$(<"$root/proc/sys/kernel/random/boot_id")

# put FILE TEXT: whole or not at all, also when the power fails.
put() {
  mkdir -p "$(dirname "$1")"
  printf '%s\n' "$2" >"$1.new"
  sync "$1.new"
  mv "$1.new" "$1"
  sync "$(dirname "$1")"
}

# field FILE NAME: a string or number of a JSON file; nothing when the file is missing or half.
field() { [ ! -e "$1" ] || jq -r --arg name "$2" '.[$name] // empty' "$1" 2>/dev/null || true; }

# await SECONDS COMMAND…: until the command succeeds. The time since the boot counts: the clock jumps when the guest learns what time it is.
await() {
  local now end
  read -r now _ </proc/uptime
  end=$((${now%.*} + $1))
  shift
  until "$@"; do
    read -r now _ </proc/uptime
    [ "${now%.*}" -le "$end" ] || return 1
    sleep 0.2
  done
}

# last_lines FILE: the end of a log as it can be shown, at most 2000 bytes.
last_lines() {
  [ -e "$1" ] || return 0
  tail -n 20 "$1" | sed 's/\x1b\[[0-9;]*[A-Za-z]//g' | tr -cd '[:print:]\n\t\200-\377' | tail -c 2000
}
