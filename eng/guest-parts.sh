#!/usr/bin/env bash
# Fetches what the quickstart's guest is made of into .cache/guest/parts: a kernel, the modules it needs in the order in which they load,
# and a static busybox. From Debian's packages (unpacked, not installed), or from elsewhere, e.g. on NixOS:
#   NIXHOST_KERNEL=/path/of/bzImage NIXHOST_MODULES=/path/of/lib/modules/VERSION NIXHOST_BUSYBOX=/path/of/static/busybox
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "$0")/common.sh"
cache=$root/.cache/guest
version=$cache/version

# Loaded in the initial RAM disk to reach the root disk, and after it; a module that is built in is left out.
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
}

if [ -e "$version" ] && [ -d "$cache/parts" ] && [ "$(sed 1d "$version")" = "$(wanted_source)" ]; then
  step "guest parts: $(head -n1 "$version")"
  exit
fi
[ "$(uname -m)" = x86_64 ] || fail "the quickstart's guest is made for x86_64, and this host is $(uname -m)"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The unpacked packages: sets kernel, modules, busybox and name.
fetch_debian() {
  local image
  have apt-get || fail "the guest's kernel and busybox come from Debian's packages, and there is no apt-get here" \
    "Set NIXHOST_KERNEL, NIXHOST_MODULES and NIXHOST_BUSYBOX to a kernel (bzImage), its lib/modules/VERSION and a static busybox."
  concrete_kernel() { apt-cache depends linux-image-cloud-amd64 2>/dev/null | sed -n 's/.*Depends: \(linux-image-[0-9].*-cloud-amd64\)$/\1/p'; }
  download() { (cd "$work" && apt-get download -q "$@" </dev/null); }
  image=$(concrete_kernel)
  if [ -z "$image" ] || ! download "$image" busybox-static >/dev/null 2>&1; then
    is_root || fail "apt finds no linux-image-cloud-amd64 or busybox-static, or cannot download them" "As root run: apt-get update"
    quietly "apt-get update" apt-get update -q
    image=$(concrete_kernel)
    [ -n "$image" ] || fail "apt knows no linux-image-cloud-amd64" "Check /etc/apt/sources.list."
    quietly "apt-get download $image busybox-static" download "$image" busybox-static
  fi
  local package
  for package in "$work"/*.deb; do dpkg -x "$package" "$work/unpacked"; done
  kernel=$(echo "$work"/unpacked/boot/vmlinuz-*)
  modules=$(echo "$work"/unpacked/lib/modules/*)
  busybox=$work/unpacked/bin/busybox
  [ -e "$busybox" ] || busybox=$work/unpacked/usr/bin/busybox
  name="$image $(dpkg-deb -f "$work"/linux-image-*.deb Version), busybox $(dpkg-deb -f "$work"/busybox-static_*.deb Version)"
}

take_environment() {
  local variable
  for variable in NIXHOST_KERNEL NIXHOST_MODULES NIXHOST_BUSYBOX; do
    [ -e "${!variable:-}" ] || fail "$variable is \"${!variable:-}\", and there is nothing" "The three are given together, or none of them."
  done
  kernel=$NIXHOST_KERNEL modules=$NIXHOST_MODULES busybox=$NIXHOST_BUSYBOX
  name="from $kernel"
}

# A module's name as a pattern: files write - or _ as they please.
pattern() {
  local name=${1//-/_}
  printf '%s' "${name//_/[-_]}"
}

# module_into DIRECTORY MODULE: the module after those it depends on, numbered in the order of loading.
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

# The version last: half a copy is none.
mkdir -p "$cache"
rm -rf "$version" "$cache/parts"
cp -r "$parts" "$cache/parts"
{ echo "$name"; wanted_source; } >"$version"
step "guest parts: fetched $name"
