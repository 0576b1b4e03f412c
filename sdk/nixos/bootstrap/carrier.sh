#!/usr/bin/env bash
# Carries the journal's reports to the host, and receives the host's messages. Only one process may have the status port open.
# It sends the reports of earlier boots first, marked as replayed, then those of this boot. The last one is repeated every two
# seconds for a host that connects late. The host drops repeated reports by their number.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=sdk/nixos/bootstrap/common.sh
. "$here/common.sh"
# shellcheck source=sdk/nixos/bootstrap/journal.sh
. "$here/journal.sh"
port=$root${NIXHOST_PORT:-/dev/virtio-ports/org.nixhost.bootstrap}

mkdir -p "$run"
[ -p "$run/poke" ] || mkfifo -m 0600 "$run/poke"
exec 4<>"$run/poke"
until [ -e "$port" ]; do sleep 0.2; done
exec 3<>"$port"

# {"v":1,"type":"config-changed","config":"<hash>"} says that the host has replaced the config disks.
hear() {
  local line config
  while :; do
    if ! IFS= read -r line <&3; then
      # The host has not opened the port.
      sleep 1
      continue
    fi
    config=$(jq -r 'select(.v == 1 and .type == "config-changed") | .config // empty' <<<"$line" 2>/dev/null) || continue
    [[ $config =~ ^[A-Za-z0-9][A-Za-z0-9._+-]{0,127}$ ]] || continue
    put "$run/asked" "$config"
    systemctl --no-block restart nixhost-bootstrap.service || true
  done
}
hear &

sent=0 latest=""
while :; do
  fresh=false
  lines=()
  [ ! -e "$journal" ] || mapfile -t lines <"$journal"
  for line in "${lines[@]}"; do
    [[ $line =~ ^\{\"v\":1,\"seq\":([0-9]+),.*\}$ ]] || continue
    [ "${BASH_REMATCH[1]}" -gt "$sent" ] || continue
    sent=${BASH_REMATCH[1]}
    fresh=true
    if [[ $line == *"\"boot\":\"$boot\""* ]]; then
      latest=$line
      printf '%s\n' "$line" >&3
    else
      printf '%s,"replayed":true}\n' "${line%\}}" >&3
    fi
  done
  $fresh || [ -z "$latest" ] || printf '%s\n' "$latest" >&3
  read -r -t 2 -u 4 _ || true
done
