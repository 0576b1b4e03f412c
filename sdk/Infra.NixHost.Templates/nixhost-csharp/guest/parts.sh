# shellcheck shell=bash
# Puts the parts of the guest into the directory $out: vmlinuz, busybox, and the kernel's modules in the order of loading.
# By hand: out=FOLDER bash guest/parts.sh, and then NIXHOST_GUEST_PARTS=FOLDER.
#   kernel, modules, busybox  a bzImage, its lib/modules/VERSION and a static busybox; without them Debian's packages are fetched by apt-get
#   packages, unpacked        more of Debian's packages to fetch, and the folder that they are unpacked into
#   further                   modules for a folder of their own, out/further
# shellcheck disable=SC2154  # out
set -euo pipefail
export PATH=${toolPath:-$PATH}

# The early modules are loaded in the initial RAM disk to reach the root disk, the late ones after it. Built-in modules are left out.
early='virtio_pci virtio_blk ext4 crc32c_generic'
late='virtio_net virtio_console virtio_balloon vfat nls_cp437 nls_ascii isofs button evdev'

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unpacked=${unpacked:-$work/unpacked}

die() {
  printf 'error: %s\n' "$@" >&2
  exit 1
}

# Sets kernel, modules and busybox.
fetch_debian() {
  local image package
  image=$(apt-cache depends linux-image-cloud-amd64 2>/dev/null | sed -n 's/.*Depends: \(linux-image-[0-9].*-cloud-amd64\)$/\1/p')
  [ -n "$image" ] || die "apt knows no linux-image-cloud-amd64: as root run apt-get update"
  # shellcheck disable=SC2086  # packages is a list
  (cd "$work" && apt-get download -q "$image" busybox-static ${packages:-} </dev/null >&2) ||
    die "apt-get cannot download $image and busybox-static: as root run apt-get update"
  for package in "$work"/*.deb; do dpkg -x "$package" "$unpacked"; done
  kernel=$(echo "$unpacked"/boot/vmlinuz-*)
  modules=$(echo "$unpacked"/lib/modules/*)
  busybox=$unpacked/bin/busybox
  [ -e "$busybox" ] || busybox=$unpacked/usr/bin/busybox
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
    grep -q "/$(pattern "$2")\.ko$" "$modules/modules.builtin" || echo "the kernel has no module $2" >&2
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

[ -n "${kernel:-}" ] || fetch_debian
mkdir -p "$out/early" "$out/late" "$out/further"
cp -L "$kernel" "$out/vmlinuz"
cp -L "$busybox" "$out/busybox"
chmod 0755 "$out/busybox"
for module in $early; do module_into "$out/early" "$module"; done
for module in $late; do module_into "$out/late" "$module"; done
for module in ${further:-}; do module_into "$out/further" "$module"; done
rmdir --ignore-fail-on-non-empty "$out/further"
