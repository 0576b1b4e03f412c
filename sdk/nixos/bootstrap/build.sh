# shellcheck shell=bash
# Brings the system that the manifest names into the guest's store, and sets `system`.
# shellcheck disable=SC2154  # common.sh, disks.sh, manifest.sh, folders.sh, journal.sh
log=$state/build.log
result=$state/result imported=$state/imported
# Nix syncs a path before it registers it; otherwise a power cut could leave empty files in a valid path.
safely=(--option sync-before-registering true)

get_system() {
  case $(said mode) in
    closure) import_system ;;
    rebuild) build_system ;;
  esac
}

# The host has built the system. The paths that the base lacks are on a raw disk, written by `nix-store --export`.
import_system() {
  local disk device
  system=$(said system)
  # Nix need not be asked for what is not there.
  if ! { [ -e "$system" ] && nix-store --check-validity "$system" 2>/dev/null; }; then
    disk=$(said closureDisk)
    [ -n "$disk" ] || fail 78 "the guest lacks $system, and the manifest names no disk with it (closureDisk)"
    await "$disk_wait" find_disk "$disk" || fail 75 "there is no disk '$disk' (serial nixhost-$disk), which holds $system"
    nix-store --import "${safely[@]}" <"$device" >"$imported" 2>"$log" || fail 75 "importing $system failed" "$log"
    grep -qxF "$system" "$imported" || fail 78 "the host's closure does not contain $system"
    rm -f "$imported"
  fi
  hold nixhost-system "$system"
}

# The closure's disk omits what the guest's image has, so the image's system must outlive its generation (nix.gc, nix-collect-garbage).
hold_base() {
  [ ! -L "$root/nix/var/nix/gcroots/nixhost-base" ] || return 0
  local first=$profile-1-link
  [ -e "$first" ] || first=$root/run/current-system
  hold nixhost-base "$(readlink -f "$first")"
}

# Builds the configuration here, with the guest's module and identity added as the host would add them.
build_system() {
  local entry nixpkgs wrapper=$state/configuration.nix code=0
  entry=$configuration/$(said entry hosts/self/configuration.nix)
  [ ! -d "$root$entry" ] || entry+=/configuration.nix
  [ -e "$root$entry" ] || fail 78 "there is no $entry"
  nixpkgs=$(said nixpkgs "${NIXHOST_NIXPKGS:-}")
  [ -n "$nixpkgs" ] || fail 78 "no nixpkgs to build with: set nixhost.bootstrap.nixpkgs in the base, or name one in the manifest"
  [ -e "$nixpkgs/nixos/default.nix" ] || fail 78 "there is no NixOS in $nixpkgs"
  put "$state/identity.json" "$(jq -c '{hostName, network}' "$manifest")"
  put "$wrapper" "$(wrapper_text "$entry")"
  timeout 20 systemctl start network-online.target >/dev/null 2>&1 || true
  system=$(nix-build "$nixpkgs/nixos" "${safely[@]}" -A system -I "nixpkgs=$nixpkgs" -I "nixhost=$NIXHOST_SDK" -I "nixos-config=$wrapper" \
    -o "$result" 2>"$log") || code=$?
  [ "$code" != 0 ] || return 0
  # Code 1 is a failed evaluation, which only heals when it was a failed download. Codes from 100 on are failed builds.
  if [ "$code" = 1 ] && ! grep -qiE "unable to download|could.?n.t (resolve|connect)|timed out|timeout|network is unreachable|out of memory" "$log"; then
    fail 78 "the configuration cannot be evaluated" "$log"
  fi
  fail 75 "building the configuration failed ($code)" "$log"
}

wrapper_text() { # ENTRY
  cat <<NIX
# Written by the bootstrap: the host's configuration, with what makes it a guest.
{ lib, ... }:
{
  imports = [
    $root$1
    $NIXHOST_SDK/guest.nix
    (import $NIXHOST_SDK/identity.nix (builtins.readFile $state/identity.json))
  ];
  nixhost.guest.firmware = lib.mkDefault "$NIXHOST_FIRMWARE";
}
NIX
}
