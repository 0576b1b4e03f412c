#!/usr/bin/env bash
# Fetches the parts of the quickstart's guest into .cache/guest/parts: a kernel, its modules in the order of loading, a static busybox.
# The guest's own parts.sh takes them from Debian's packages, which are unpacked and not installed, or from elsewhere, as on NixOS:
#   NIXHOST_KERNEL=/path/of/bzImage NIXHOST_MODULES=/path/of/lib/modules/VERSION NIXHOST_BUSYBOX=/path/of/static/busybox
# .cache/guest/systemd-boot gets systemd-boot with bootctl and the module of the firmware's variables, for a test of the guest's boot loader.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "$0")/common.sh"
cache=$root/.cache/guest
version=$cache/version
script=$root/sdk/Infra.NixHost.Templates/nixhost-csharp/guest/parts.sh
# What the test of systemd-boot needs beside them.
packages="systemd-boot systemd-boot-efi libsystemd-shared" further=efivarfs

from_environment() { [ -n "${NIXHOST_KERNEL:-}${NIXHOST_MODULES:-}${NIXHOST_BUSYBOX:-}" ]; }

wanted_source() {
  if from_environment; then
    printf '%s\n' "${NIXHOST_KERNEL:-}" "${NIXHOST_MODULES:-}" "${NIXHOST_BUSYBOX:-}"
  else
    echo debian
  fi
  sha256sum <"$script"
  echo "$packages $further"
}

if [ -e "$version" ] && [ -d "$cache/parts" ] && [ "$(sed 1d "$version")" = "$(wanted_source)" ]; then
  step "guest parts: $(head -n1 "$version")"
  exit
fi
[ "$(uname -m)" = x86_64 ] || fail "the quickstart's guest is made for x86_64, and this host is $(uname -m)"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fetch_debian() {
  have apt-get || fail "the guest's kernel and busybox come from Debian's packages, and there is no apt-get here" \
    "Set NIXHOST_KERNEL, NIXHOST_MODULES and NIXHOST_BUSYBOX to a kernel (bzImage), its lib/modules/VERSION and a static busybox."
  step "guest parts: fetching a kernel and programs from Debian"
  if ! collect >/dev/null 2>&1; then
    is_root || fail "apt finds no linux-image-cloud-amd64 or $packages, or cannot download them" "As root run: apt-get update"
    quietly "apt-get update" apt-get update -q
    rm -rf "$parts" "$unpacked"
    quietly "apt-get download" collect
  fi
  bootctl=$unpacked/usr/bin/bootctl
  systemd=$unpacked/usr/lib
  name="kernel $(basename "$unpacked"/lib/modules/*), busybox $("$parts/busybox" | sed -n '1s/^BusyBox v\([^ ]*\).*/\1/p')"
}

take_environment() {
  local variable
  for variable in NIXHOST_KERNEL NIXHOST_MODULES NIXHOST_BUSYBOX; do
    [ -e "${!variable:-}" ] || fail "$variable is \"${!variable:-}\", and there is nothing" "The three are given together, or none of them."
  done
  kernel=$NIXHOST_KERNEL modules=$NIXHOST_MODULES busybox=$NIXHOST_BUSYBOX collect
  # A NixOS has both in one package; without it only the test of systemd-boot misses them.
  bootctl=$(type -P bootctl || true)
  systemd=$(dirname "$(readlink -f "${bootctl:-/}")")/../lib
  name="from $NIXHOST_KERNEL"
}

parts=$work/parts unpacked=$work/unpacked
collect() { out=$parts packages=$packages unpacked=$unpacked further=$further bash "$script"; }
if from_environment; then take_environment; else fetch_debian; fi

loader=$work/systemd-boot
mkdir -p "$loader"
if [ -d "$parts/further" ]; then mv -T "$parts/further" "$loader"; fi
if [ -e "$bootctl" ]; then
  cp -L "$bootctl" "$loader/bootctl"
  find -L "$systemd" -path '*/boot/efi/systemd-bootx64.efi' -exec cp {} "$loader/" \; -quit
  find -L "$systemd" -name 'libsystemd-shared-*.so' -exec cp {} "$loader/" \;
fi

# The version is written last, so that half a copy does not count.
mkdir -p "$cache"
rm -rf "$version" "$cache/parts" "$cache/systemd-boot"
cp -r "$parts" "$cache/parts"
cp -r "$loader" "$cache/systemd-boot"
{ echo "$name"; wanted_source; } >"$version"
step "guest parts: fetched $name"
