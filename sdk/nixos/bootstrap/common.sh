# shellcheck shell=bash
# shellcheck disable=SC2034  # used by those who source this
# The bootstrap's scripts source this file for its paths and its functions for files.

# Tests prefix every path with a directory.
root=${NIXHOST_ROOT:-}
state=$root/var/lib/nixhost
run=$root/run/nixhost
boot=$(<"$root/proc/sys/kernel/random/boot_id")

# put FILE TEXT: writes the file atomically, even when the power fails.
put() {
  mkdir -p "$(dirname "$1")"
  printf '%s\n' "$2" >"$1.new"
  sync "$1.new"
  mv "$1.new" "$1"
  sync "$(dirname "$1")"
}

# field FILE NAME: prints a string or number of a JSON file, and nothing when the file is missing or damaged. The files are our own, of one
# line, so only values with escapes are left to jq: it takes a fifth of a second to start in a guest without KVM.
field() {
  local line="" name=\"$2\":
  { IFS= read -r line <"$1"; } 2>/dev/null || return 0
  if [[ $line =~ ^\{(.*,)?$name([0-9]+|\"([^\"\\]*)\")(,.*)?\}$ ]] && [[ $line != *\\* ]]; then
    printf '%s' "${BASH_REMATCH[3]:-${BASH_REMATCH[2]//\"/}}"
  else
    jq -r --arg name "$2" '.[$name] // empty' "$1" 2>/dev/null || true
  fi
}

# await SECONDS COMMAND…: repeats the command until it succeeds. It measures by uptime, because the clock jumps when it is set.
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

# hold NAME PATH: keeps a store path from the garbage collector. A link in the directory of roots does; Nix would take a process for it.
hold() {
  local roots=$root/nix/var/nix/gcroots
  [ "$(readlink "$roots/$1" || true)" != "$2" ] || return 0
  mkdir -p "$roots"
  ln -sfn "$2" "$roots/$1.new"
  mv -T "$roots/$1.new" "$roots/$1"
}

# last_lines FILE: prints at most the last 2000 bytes of a log, without control characters.
last_lines() {
  [ -e "$1" ] || return 0
  tail -n 20 "$1" | sed 's/\x1b\[[0-9;]*[A-Za-z]//g' | tr -cd '[:print:]\n\t\200-\377' | tail -c 2000
}
