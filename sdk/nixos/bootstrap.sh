#!/usr/bin/env bash
# Makes the system that the host asks for the guest's own: reads the manifest, stages the folders, gets the system (imports what the host has
# built, or builds it), boots it once, and keeps it when it came up. Run at each boot and when the host says that something has changed.
# Nothing happens twice for one configuration hash, nothing more than NIXHOST_ATTEMPTS times; power may fail at any point.
# Exit: 0 done, or a reboot is on its way · 65 gave up · 75 will be tried again · 78 the configuration or the manifest is wrong
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
# shellcheck source=sdk/nixos/bootstrap/loader.sh
. "$here/bootstrap/loader.sh"
# shellcheck source=sdk/nixos/bootstrap/build.sh
. "$here/bootstrap/build.sh"
applied=$state/applied.json pending=$state/pending.json
most=${NIXHOST_ATTEMPTS:-3}
begun=false

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
# Anything that is no `fail` is a mistake of this script or of its surroundings; it is said, and tried again.
unexpected() {
  local code=$?
  [ "$code" != 0 ] || return 0
  # It counts as an attempt, also before one has begun: nothing is tried for ever.
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
  # The host has changed the disks of the running guest: they may take a moment to be there.
  if [ -n "$asked" ] && [ "$(said configHash)" != "$asked" ]; then
    await "$disk_wait" is_manifest_of "$asked" || report error "the host speaks of the configuration $asked, and its disk is of $(said configHash)"
  fi
  fault=$(manifest_fault)
  [ -z "$fault" ] || fail 78 "nixhost.json on the disk 'config' is not valid: $fault"
  hash=$(said configHash)
  attempt=$(field "$(attempts_file)" count)
  attempt=${attempt:-0}
  # Asked again for what was given up: a new start.
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

address() { # with prefix length; the static one first, as soon as it is there
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

ready() { # MESSAGE
  local more
  more=$(jq -nc --arg system "$(current_system)" --arg address "$(address || true)" --arg hostKey "$(host_key || true)" \
    '{$system, $address, $hostKey} | with_entries(select(.value != ""))')
  phase=ready
  report "done" "$1" "$more"
  finish
}

keep() { # SYSTEM MESSAGE: it is in force, and stays.
  boot_always "$1" >"$log" 2>&1 || fail 75 "$1 runs, but cannot be made the default of the boot loader" "$log"
  put "$applied" "$(jq -nc --arg config "$hash" --arg system "$1" '{$config, $system}')"
  rm -f "$pending" "$(attempts_file)"
  ready "$2"
}

restart() {
  phase=reboot
  report start "rebooting into $1"
  sync
  systemctl --no-block reboot
  finish
}

# A system was to be booted: did it come up?
settle_pending() {
  local wanted running
  if [ "$(field "$pending" config)" != "$hash" ]; then
    # What an earlier configuration had prepared is not wanted any more.
    clear_next_entry
    rm -f "$pending"
    return
  fi
  wanted=$(field "$pending" system)
  running=$(current_system)
  # The same boot: the reboot is still to come.
  [ "$(field "$pending" boot)" != "$boot" ] || restart "$wanted"
  phase=verify
  if [ "$running" = "$wanted" ]; then
    report "done" "the new system has booted"
    keep "$wanted" "the configuration is in force"
  fi
  rm -f "$pending"
  # shellcheck disable=SC2034  # loader.sh
  install_loader=1
  remember_attempt "the new system $wanted did not boot; the guest is back on $running"
  report error "the new system $wanted did not boot; the guest is back on $running"
}

activate() {
  local running
  phase=activate
  running=$(current_system)
  [ "$system" != "$running" ] || keep "$system" "the configuration is in force; the system is the same as before"
  report start "$system" "$(jq -nc --arg system "$system" '{$system}')"
  if [ "$(said activation reboot)" = switch ]; then
    switch_now "$running"
    keep "$system" "the configuration is in force"
  fi
  boot_once "$system" "$running" >"$log" 2>&1 || fail 75 "$system cannot be given to the boot loader" "$log"
  sync
  put "$pending" "$(jq -nc --arg config "$hash" --arg system "$system" --arg boot "$boot" --arg fallback "$fallback" '{$config, $system, $boot, $fallback}')"
  restart "$system"
}

switch_now() { # FORMER
  if ! { set_profile "$profile" "$system" && switch "$system" switch; } >"$log" 2>&1; then
    cp "$log" "$log.failed"
    { set_profile "$profile" "$1" && switch "$1" switch; } >"$log" 2>&1 || true
    fail 75 "switching to $system failed; the guest is back on $1" "$log.failed"
  fi
}

# The host's folders may have changed without changing the system.
refresh_configuration() {
  local name
  while read -r name _; do find_disk "$name" || return 0; done < <(listed in)
  (stage_configuration) || true
}

report start "$(uname -sr 2>/dev/null), $(current_system)"
read_manifest
install_keys
mount_folders
if [ "$(field "$applied" config)" = "$hash" ]; then
  refresh_configuration
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
