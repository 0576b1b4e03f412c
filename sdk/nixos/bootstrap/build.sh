# shellcheck shell=bash
# Gets the system that the manifest asks for into the guest's store; sets system.
# shellcheck disable=SC2154  # common.sh, disks.sh, manifest.sh, folders.sh, journal.sh
log=$state/build.log
result=$state/result
# A path that Nix knows is complete on the disk: otherwise a power cut leaves empty files in a path that counts as valid ever after.
safely=(--option sync-before-registering true)

get_system() {
  case $(said mode) in
    closure) import_system ;;
    rebuild) build_system ;;
  esac
}

# Built on the host: what the base lacks lies on a disk without a file system, as `nix-store --export` wrote it.
import_system() {
  local disk device
  system=$(said system)
  if ! nix-store --check-validity "$system" 2>/dev/null; then
    disk=$(said closureDisk)
    [ -n "$disk" ] || fail 78 "this guest does not have $system, and the host sends nothing that it lacks (closureDisk)"
    await "$disk_wait" find_disk "$disk" || fail 75 "there is no disk '$disk' (serial nixhost-$disk), which holds $system"
    nix-store --import "${safely[@]}" <"$device" >/dev/null 2>"$log" || fail 75 "importing $system failed" "$log"
    nix-store --check-validity "$system" 2>"$log" || fail 78 "$system is not in what the host sent" "$log"
  fi
  nix-store --realise "$system" --add-root "$result" --indirect >/dev/null 2>"$log" || fail 75 "$system cannot be kept" "$log"
}

# Built here: the configuration, with the guest's module and identity as the host would add them.
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
  # 1 is an evaluation that failed, which does not heal by itself, unless it was a download; 100 and more are builds that failed.
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
