#!/usr/bin/env bash
# Restarts a system on trial that cannot come up, so that the boot loader returns to the former one. The bootstrap does that itself for a
# system that gets as far as its start; this service runs before anything else can fail, and in emergency mode.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=sdk/nixos/bootstrap/common.sh
. "$here/common.sh"
# shellcheck source=sdk/nixos/bootstrap/units.sh
. "$here/units.sh"
# Seconds from the start of this service, the second number in emergency mode.
trial_wait=${NIXHOST_TRIAL_WAIT:-900} emergency_wait=${NIXHOST_EMERGENCY_WAIT:-30}
profiles=$root/nix/var/nix/profiles

# A system is on trial from its first boot until the bootstrap removes the profile of the candidate. /nix is there in any case.
is_on_trial() {
  local running
  running=$(readlink -f "$root/run/current-system")
  [ "$(readlink -f "$profiles/system-profiles/nixhost" || true)" = "$running" ] && [ "$(readlink -f "$profiles/system" || true)" != "$running" ]
}

leave() { # REASON
  echo "nixhost: $1; the guest returns to its former system" >&2
  # The file system may be read-only; then the report of the former system lacks the reason.
  put "$state/returned.json" "$(jq -nc --arg system "$(readlink -f "$root/run/current-system")" --arg reason "$1" '{$system, $reason}')" || true
  systemctl --no-block reboot || systemctl --force reboot
}

is_on_trial || exit 0
read -r now _ </proc/uptime
begin=${now%.*}
while is_on_trial; do
  read -r now _ </proc/uptime
  if systemctl is-active --quiet emergency.target; then
    echo "nixhost: this system is on trial and in emergency mode; systemctl stop nixhost-trial keeps it" >&2
    sleep "$emergency_wait"
    units=$(failures "$(failed_units)")
    leave "it is in emergency mode${units:+; $units}"
    exit
  fi
  if [ $((${now%.*} - begin)) -gt "$trial_wait" ]; then
    leave "it has not come up after $trial_wait seconds; systemd waits for $(awaited_units)"
    exit
  fi
  sleep 1
done
