#!/usr/bin/env bash
# Fetches the parts of the quickstart's guest into .cache/guest/parts: a kernel, its modules in the order of loading, a static busybox.
# They come from Debian's packages, which are unpacked and not installed, or from elsewhere, as on NixOS:
#   NIXHOST_KERNEL=/path/of/bzImage NIXHOST_MODULES=/path/of/lib/modules/VERSION NIXHOST_BUSYBOX=/path/of/static/busybox
# .cache/guest/systemd-boot gets systemd-boot with bootctl and the module of the firmware's variables, for a test of the guest's boot loader.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "$0")/common.sh"
cache=$root/.cache/guest
version=$cache/version

# The early modules are loaded in the initial RAM disk to reach the root disk, the late ones after it. Built-in modules are left out.
early='virtio_pci virtio_blk ext4 crc32c_generic'
late='virtio_net virtio_console virtio_balloon vfat nls_cp437 nls_ascii isofs button evdev'

from_environment() { [ -n "${NIXHOST_KERNEL:-}${NIXHOST_MODULES:-}${NIXHOST_BUSYBOX:-}" ]; }

wanted_source() {
  if from_environment; then
    printf '%s\n' "${NIXHOST_KERNEL:-}" "${NIXHOST_MODULES:-}" "${NIXHOST_BUSYBOX:-}"
  else
    echo debian
  fi
  echo "$early $late"
  echo "systemd-boot efivarfs"
}

if [ -e "$version" ] && [ -d "$cache/parts" ] && [ "$(sed 1d "$version")" = "$(wanted_source)" ]; then
  step "guest parts: $(head -n1 "$version")"
  exit
fi
[ "$(uname -m)" = x86_64 ] || fail "the quickstart's guest is made for x86_64, and this host is $(uname -m)"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# fetch_debian unpacks the packages and sets kernel, modules, busybox and name.
fetch_debian() {
  local image packages=(busybox-static systemd-boot systemd-boot-efi libsystemd-shared)
  have apt-get || fail "the guest's kernel and busybox come from Debian's packages, and there is no apt-get here" \
    "Set NIXHOST_KERNEL, NIXHOST_MODULES and NIXHOST_BUSYBOX to a kernel (bzImage), its lib/modules/VERSION and a static busybox."
  concrete_kernel() { apt-cache depends linux-image-cloud-amd64 2>/dev/null | sed -n 's/.*Depends: \(linux-image-[0-9].*-cloud-amd64\)$/\1/p'; }
  download() { (cd "$work" && apt-get download -q "$@" </dev/null); }
  image=$(concrete_kernel)
  step "guest parts: fetching a kernel and programs from Debian"
  if [ -z "$image" ] || ! download "$image" "${packages[@]}" >/dev/null 2>&1; then
    is_root || fail "apt finds no linux-image-cloud-amd64 or ${packages[*]}, or cannot download them" "As root run: apt-get update"
    quietly "apt-get update" apt-get update -q
    image=$(concrete_kernel)
    [ -n "$image" ] || fail "apt knows no linux-image-cloud-amd64" "Check /etc/apt/sources.list."
    quietly "apt-get download $image ${packages[*]}" download "$image" "${packages[@]}"
  fi
  local package
  for package in "$work"/*.deb; do dpkg -x "$package" "$work/unpacked"; done
  kernel=$(echo "$work"/unpacked/boot/vmlinuz-*)
  modules=$(echo "$work"/unpacked/lib/modules/*)
  busybox=$work/unpacked/bin/busybox
  [ -e "$busybox" ] || busybox=$work/unpacked/usr/bin/busybox
  bootctl=$work/unpacked/usr/bin/bootctl
  systemd=$work/unpacked/usr/lib
  name="$image $(dpkg-deb -f "$work"/linux-image-*.deb Version), busybox $(dpkg-deb -f "$work"/busybox-static_*.deb Version)"
}

take_environment() {
  local variable
  for variable in NIXHOST_KERNEL NIXHOST_MODULES NIXHOST_BUSYBOX; do
    [ -e "${!variable:-}" ] || fail "$variable is \"${!variable:-}\", and there is nothing" "The three are given together, or none of them."
  done
  kernel=$NIXHOST_KERNEL modules=$NIXHOST_MODULES busybox=$NIXHOST_BUSYBOX
  # A NixOS has both in one package; without it only the test of systemd-boot misses them.
  bootctl=$(type -P bootctl || true)
  systemd=$(dirname "$(readlink -f "${bootctl:-/}")")/../lib
  name="from $kernel"
}

# pattern prints a module's name as a pattern, because file names use - and _ interchangeably.
pattern() {
  local name=${1//-/_}
  printf '%s' "${name//_/[-_]}"
}

# module_into DIRECTORY MODULE copies the module after those it depends on, numbered in the order of loading.
declare -A taken=()
count=10
module_into() {
  local file target=$work/$2.ko dependency
  [ -z "${taken[$2]:-}" ] || return 0
  taken[$2]=1
  file=$(find "$modules/kernel" -name "$(pattern "$2").ko*" -print -quit)
  if [ -z "$file" ]; then
    grep -q "/$(pattern "$2")\.ko$" "$modules/modules.builtin" || step "guest parts: the kernel has no module $2"
    return 0
  fi
  case $file in
    *.xz) xz -dc "$file" >"$target" ;;
    *.zst) zstd -qdc "$file" >"$target" ;;
    *.gz) gzip -dc "$file" >"$target" ;;
    *) cp "$file" "$target" ;;
  esac
  for dependency in $(tr '\0' '\n' <"$target" | sed -n 's/^depends=//p' | tr ',' ' '); do
    module_into "$1" "$dependency"
  done
  cp "$target" "$1/$count-$2.ko"
  count=$((count + 1))
}

if from_environment; then take_environment; else fetch_debian; fi
parts=$work/parts
mkdir -p "$parts/early" "$parts/late"
cp -L "$kernel" "$parts/vmlinuz"
cp -L "$busybox" "$parts/busybox"
chmod 0755 "$parts/busybox"
for module in $early; do module_into "$parts/early" "$module"; done
for module in $late; do module_into "$parts/late" "$module"; done

loader=$work/systemd-boot
mkdir -p "$loader"
module_into "$loader" efivarfs
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
