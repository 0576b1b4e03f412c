# shellcheck shell=bash
# Builds the stand-in's image: MBR, a FAT16 partition with syslinux, kernel and initial RAM disk, an ext4 partition with the root file system
# and a Nix store of the system's closure. Runs as an ordinary user without mounting anything.
# shellcheck disable=SC2154  # the derivation's environment
set -euo pipefail
label=${label:-nixos}
mib=1048576

size_of() { du -sm --apparent-size "$1" | cut -f1; }

make_initrd() {
  mkdir -p stage1/{bin,lib,dev,proc,sys,root}
  cp "$parts/busybox" stage1/bin/busybox
  cp "$parts"/early/*.ko stage1/lib/
  cp "$stage1" stage1/init
  chmod 0755 stage1/init stage1/bin/busybox
  (cd stage1 && find . | sort | cpio -o -H newc --quiet -R 0:0) | gzip -1n >initrd
}

# The libraries of the host's programs, where these look for them.
copy_libraries() {
  local library
  for library in $(ldd "$tools"/bin/* 2>/dev/null | grep -o '/[^ ]*\.so[^ ]*' | sort -u); do
    mkdir -p "root${library%/*}"
    cp -L "$library" "root$library"
  done
}

guest_store() { NIX_STATE_DIR=$PWD/root/nix/var/nix NIX_REMOTE='' NIX_CONF_DIR=$PWD nix-store --option build-users-group '' "$@"; }

# Registering without hashes also sets the owners of the host's paths, which a build user may not do. So each path gets its hash and its size.
with_hashes() {
  local path deriver count reference
  while read -r path && { read -r deriver || true; } && read -r count; do
    printf '%s\n%s\n%s\n%s\n%s\n' "$path" "$(nix-store --dump "$path" | sha256sum | cut -d' ' -f1)" "$(nix-store --dump "$path" | wc -c)" "$deriver" "$count"
    while [ "$count" -gt 0 ]; do
      read -r reference
      echo "$reference"
      count=$((count - 1))
    done
  done
}

make_store() {
  local paths
  mapfile -t paths < <(grep "^${NIX_STORE:-/nix/store}/[^/]*\$" closure | grep -v '\.drv$' | sort -u)
  mkdir -p "root${NIX_STORE:-/nix/store}" root/nix/var/nix/{profiles/system-profiles,gcroots}
  cp -a "${paths[@]}" "root${NIX_STORE:-/nix/store}/"
  if [ "$(id -u)" = 0 ]; then guest_store --register-validity <closure; else with_hashes <closure | guest_store --load-db; fi
  rm -f root/nix/var/nix/db/*-{wal,shm}
  ln -s "$toplevel" root/nix/var/nix/profiles/system-1-link
  ln -s system-1-link root/nix/var/nix/profiles/system
}

make_root() {
  mkdir -p root/{bin,sbin,dev,proc,sys,tmp,run,root,mnt,boot/grub,etc/acpi/PWRF,etc/nix,lib/modules,var/lib}
  cp "$parts/busybox" root/bin/busybox
  cp "$parts"/late/*.ko root/lib/modules/
  cp "$powerButton" root/etc/acpi/PWRF/00000080
  chmod 0755 root/bin/busybox root/etc/acpi/PWRF/00000080
  local applet
  for applet in $(root/bin/busybox --list); do [ "$applet" = busybox ] || ln -s busybox "root/bin/$applet"; done
  # Derivations of the stand-in name the host's shell and programs.
  ln -sf "$tools/bin/bash" root/bin/bash
  echo "root:x:0:0:root:/root:/bin/sh" >root/etc/passwd
  printf '%s\n' 'build-users-group =' 'sandbox = false' 'substitute = false' >root/etc/nix/nix.conf
  make_store
  copy_libraries
  MACHINE=$PWD/root "$toplevel/bin/grub-menu" "$toplevel"
  # The menu names what the guest will see.
  sed -i "s#$PWD/root##g" root/boot/grub/grub.cfg
}

make_ext4() {
  root_mib=$(($(size_of root) * 11 / 10 + 64))
  mke2fs -q -t ext4 -L "$label" -b 4096 -m 0 -J size=4 -d root -E root_owner=0:0,lazy_itable_init=1,lazy_journal_init=1,nodiscard root.img "${root_mib}M"
}

# QEMU translates a program once for each address that it is loaded to, so guests without random addresses do a quarter less.
make_boot() {
  boot_mib=$(($(size_of "$parts/vmlinuz") + $(size_of initrd) + 8))
  truncate -s "${boot_mib}M" boot.img
  mkfs.vfat --invariant -F 16 -n BOOT boot.img >/dev/null
  printf '%s\n' 'DEFAULT guest' 'PROMPT 0' 'TIMEOUT 0' 'LABEL guest' ' KERNEL vmlinuz' ' INITRD initrd' \
    " APPEND console=ttyS0 quiet panic=-1 no_timer_check norandmaps" >syslinux.cfg
  local file
  for file in "$parts/vmlinuz" initrd syslinux.cfg; do mcopy -i boot.img "$file" "::$(basename "$file")"; done
  syslinux --install boot.img
}

# partition SLOT FLAG TYPE START_MIB SIZE_MIB
partition() {
  local field bytes="\\x$2\\xfe\\xff\\xff\\x$3\\xfe\\xff\\xff"
  for field in $(($4 * 2048)) $(($5 * 2048)); do
    bytes+=$(printf '\\x%02x\\x%02x\\x%02x\\x%02x' $((field & 255)) $((field >> 8 & 255)) $((field >> 16 & 255)) $((field >> 24 & 255)))
  done
  # shellcheck disable=SC2059  # the format is the bytes
  printf "$bytes" | dd of=disk.img bs=1 seek=$((446 + 16 * $1)) conv=notrunc status=none
}

make_disk() {
  truncate -s $(((1 + boot_mib + root_mib) * mib)) disk.img
  for record in /usr/lib/syslinux/mbr/mbr.bin /run/current-system/sw/share/syslinux/mbr.bin; do
    [ ! -e "$record" ] || dd if="$record" of=disk.img conv=notrunc status=none
  done
  partition 0 80 0e 1 "$boot_mib"
  partition 1 00 83 $((1 + boot_mib)) "$root_mib"
  printf '\x55\xaa' | dd of=disk.img bs=1 seek=510 conv=notrunc status=none
  dd if=boot.img of=disk.img bs=1M seek=1 conv=notrunc,sparse status=none
  dd if=root.img of=disk.img bs=1M seek=$((1 + boot_mib)) conv=notrunc,sparse status=none
}

make_initrd
make_root
make_ext4
make_boot
make_disk
mkdir -p "$out"
case $format in
  qcow2) qemu-img convert -f raw -O qcow2 disk.img "$out/nixos.qcow2" ;;
  qcow2-compressed) qemu-img convert -c -f raw -O qcow2 disk.img "$out/nixos.qcow2" ;;
  *) cp disk.img "$out/nixos.img" ;;
esac
