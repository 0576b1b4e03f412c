#!/usr/bin/env bash
# Switches the guest to the system that its host requests. The service runs it at each boot and when the host reports a change.
# It reads the manifest, stages the folders, imports or builds the system, boots it once, and keeps a system that came up.
# A configuration hash is applied once and tried at most NIXHOST_ATTEMPTS times. The power may fail at any point.
# Exit codes: 0 done, or a reboot follows · 65 gave up · 75 to be tried again · 78 the configuration or the manifest is wrong
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=sdk/nixos/bootstrap/common.sh
. "$here/bootstrap/common.sh"
# shellcheck source=sdk/nixos/bootstrap/journal.sh
. "$here/bootstrap/journal.sh"
# shellcheck source=sdk/nixos/bootstrap/disks.sh
. "$here/bootstrap/disks.sh"
# shellcheck source=sdk/nixos/bootstrap/manifest.sh
. "$here/bootstrap/manifest.sh"
# shellcheck source=sdk/nixos/bootstrap/folders.sh
. "$here/bootstrap/folders.sh"
# shellcheck source=sdk/nixos/bootstrap/grub.sh
. "$here/bootstrap/grub.sh"
# shellcheck source=sdk/nixos/bootstrap/systemd-boot.sh
. "$here/bootstrap/systemd-boot.sh"
# shellcheck source=sdk/nixos/bootstrap/loader.sh
. "$here/bootstrap/loader.sh"
# shellcheck source=sdk/nixos/bootstrap/units.sh
. "$here/bootstrap/units.sh"
# shellcheck source=sdk/nixos/bootstrap/activation.sh
. "$here/bootstrap/activation.sh"
# shellcheck source=sdk/nixos/bootstrap/build.sh
. "$here/bootstrap/build.sh"
most=${NIXHOST_ATTEMPTS:-3}
begun=false obstacle=""

# fail CODE MESSAGE [LOG]
fail() {
  local code=$1 message=$2 lines=""
  [ -z "${3:-}" ] || lines=$(last_lines "$3")
  message+=${lines:+$'\n'$lines}
  [ "$attempt" = 0 ] || remember_attempt "$message"
  if [ "$code" != 75 ]; then
    report failed "$message"
  else
    report error "$message"
    [ "$attempt" -lt "$most" ] || give_up "$message"
  fi
  trap - EXIT
  exit "$code"
}

give_up() { # LAST ERROR
  phase=gave-up
  report failed "gave up after $attempt attempts; the last one: $1"
  trap - EXIT
  exit 65
}

# shellcheck disable=SC2317  # called by the trap
# An end without `fail` is a fault of this script or of the guest. It is reported, and the unit tries again.
unexpected() {
  local code=$?
  [ "$code" != 0 ] || return 0
  # The failure counts as an attempt even before one has begun, so that the tries end.
  [ -z "$hash" ] || $begun || attempt=$((attempt + 1))
  fail 75 "the bootstrap ended with code $code in phase $phase"
}
trap unexpected EXIT

# --- attempts ----------------------------------------------------------------------------------------------------------

attempts_file() { printf '%s' "$state/attempts/$hash.json"; }
remember_attempt() { put "$(attempts_file)" "$(jq -nc --argjson count "$attempt" --arg error "${1:-}" '{$count, $error}')"; }

begin_attempt() {
  local former
  if [ "$attempt" -ge "$most" ]; then
    former=$(field "$(attempts_file)" error)
    give_up "${former:-it was cut short, by a crash or a power cut}"
  fi
  attempt=$((attempt + 1))
  begun=true
  remember_attempt
}

# --- steps -------------------------------------------------------------------------------------------------------------

read_manifest() {
  local fault asked
  asked=$(cat "$run/asked" 2>/dev/null || true)
  rm -f "$run/asked"
  if ! await "$disk_wait" with_disk config take_manifest; then
    phase=idle
    report "done" "there is no disk 'config' (serial nixhost-config): nothing to do"
    finish
  fi
  # The kernel may need a moment to show disks that the host has just changed.
  if [ -n "$asked" ] && [ "$(said configHash)" != "$asked" ]; then
    await "$disk_wait" is_manifest_of "$asked" || report error "the host announced the configuration $asked, but its disk holds $(said configHash)"
  fi
  fault=$(manifest_fault)
  [ -z "$fault" ] || fail 78 "nixhost.json on the disk 'config' is not valid: $fault"
  hash=$(said configHash)
  attempt=$(field "$(attempts_file)" count)
  attempt=${attempt:-0}
  # The host asks again for a configuration that was given up, so the attempts start anew.
  if [ "$asked" = "$hash" ] && [ "$attempt" -ge "$most" ]; then
    attempt=0
    rm -f "$(attempts_file)"
  fi
}

# shellcheck disable=SC2317  # called by await
is_manifest_of() { with_disk config take_manifest && [ "$(said configHash)" = "$1" ]; }

finish() {
  trap - EXIT
  exit 0
}

address() { # prints the address with its prefix length; the static one is preferred and waited for
  local wanted
  wanted=$(jq -r '.network.addresses[0] // empty' "$manifest")
  if [ -n "$wanted" ] && await 10 has_address "$wanted"; then printf '%s' "$wanted"
  else ip -o addr show scope global 2>/dev/null | awk '{ print $4; exit }'; fi
}
# shellcheck disable=SC2317  # called by await
has_address() { ip -o addr show scope global 2>/dev/null | grep -qF " $1 "; }

host_key() {
  local file=$root${NIXHOST_HOST_KEY:-}
  [ -n "${NIXHOST_HOST_KEY:-}" ] && await 10 test -s "$file" || return 0
  cut -d' ' -f1,2 "$file"
}

ready() { # MESSAGE: the units that failed are named, because the system is in force without them
  local more units message=$1
  units=$(failed_units)
  more=$(jq -nc --arg system "$(current_system)" --arg address "$(address || true)" --arg hostKey "$(host_key || true)" --arg failedUnits "$units" \
    '{$system, $address, $hostKey, $failedUnits} | with_entries(select(.value != ""))')
  phase=ready
  report "done" "$message${obstacle:+; $obstacle}${units:+; $(failures "$units")}" "$more"
  finish
}

# The host's folders may change without a change of the system.
refresh_configuration() {
  local name
  while read -r name _; do find_disk "$name" || return 0; done < <(listed in)
  (stage_configuration) || true
}

report start "$(uname -sr 2>/dev/null), $(current_system)"
read_manifest
hold_base
install_keys
mount_folders
if [ "$(field "$applied" config)" = "$hash" ]; then
  refresh_configuration
  come_up || true
  ready "the configuration is in force"
fi
settle_pending
begin_attempt
phase=stage
report start "attempt $attempt of $most"
stage_configuration
phase=build
report start "$(said mode)"
get_system
activate
