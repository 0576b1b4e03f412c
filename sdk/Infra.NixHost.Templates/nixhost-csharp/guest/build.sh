# shellcheck shell=bash
# Builds the image: MBR, a FAT16 partition with syslinux, kernel and initial RAM disk, an ext4 partition with the root file system.
# Runs as an ordinary user without mounting anything, and gives the same bytes each time.
# Arguments come through the environment, from default.nix.
# shellcheck disable=SC2154  # out, parts, toolPath, masterBootRecord, stage1, stage2, bootstrap, powerButton
set -euo pipefail
export PATH=$toolPath SOURCE_DATE_EPOCH=1000000000 E2FSPROGS_FAKE_TIME=1000000000 TZ=UTC LC_ALL=C
label=guest
uuid=71756963-6b73-7461-7274-000000000001
mib=1048576
root_mib=32

mib_of() { echo $((($(stat -c %s "$1") + mib - 1) / mib)); }
settle_times() { find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +; }

make_initrd() {
  mkdir -p stage1/{bin,lib,dev,proc,sys,root}
  cp "$parts/busybox" stage1/bin/busybox
  cp "$parts"/early/*.ko stage1/lib/
  cp "$stage1" stage1/init
  chmod 0755 stage1/init stage1/bin/busybox
  settle_times stage1
  (cd stage1 && find . | sort | cpio -o -H newc --reproducible --quiet -R 0:0) | gzip -1n >initrd
}

make_root() {
  mkdir -p root/{bin,sbin,dev,proc,sys,tmp,run,etc/acpi/PWRF,lib/modules,mnt/config,var/lib/bootstrap}
  cp "$parts/busybox" root/bin/busybox
  cp "$parts"/late/*.ko root/lib/modules/
  cp "$stage2" root/sbin/init
  cp "$bootstrap" root/sbin/bootstrap
  # busybox's acpid runs what carries the event's name: the power button.
  cp "$powerButton" root/etc/acpi/PWRF/00000080
  chmod 0755 root/bin/busybox root/sbin/init root/sbin/bootstrap root/etc/acpi/PWRF/00000080
  local applet
  for applet in $(root/bin/busybox --list); do
    [ "$applet" = busybox ] || ln -s busybox "root/bin/$applet"
  done
  settle_times root
}

# mke2fs -d copies the change times of the build's files, and cannot be told otherwise: set every time of every inode in use.
make_ext4() {
  mke2fs -q -t ext4 -L "$label" -U "$uuid" -b 4096 -m 0 -J size=4 -d root \
    -E "hash_seed=$uuid,root_owner=0:0,lazy_itable_init=1,lazy_journal_init=1,nodiscard" root.img "${root_mib}M"
  local used inode field
  used=$(dumpe2fs -h root.img 2>/dev/null | awk '/^Inode count/ { all = $3 } /^Free inodes/ { free = $3 } END { print all - free }')
  for inode in 2 $(seq 11 "$((used + 1))"); do
    for field in atime ctime mtime crtime; do
      printf 'sif <%s> %s @%s\nsif <%s> %s_extra 0\n' "$inode" "$field" "$SOURCE_DATE_EPOCH" "$inode" "$field"
    done
  done >inode-times
  debugfs -w -f inode-times root.img >/dev/null 2>&1
}

make_boot() {
  truncate -s "${boot_mib}M" boot.img
  mkfs.vfat --invariant -F 16 -n BOOT boot.img >/dev/null
  printf '%s\n' 'DEFAULT guest' 'PROMPT 0' 'TIMEOUT 0' 'LABEL guest' ' KERNEL vmlinuz' ' INITRD initrd' \
    " APPEND console=ttyS0 quiet panic=-1 no_timer_check" >syslinux.cfg
  local file
  for file in "$parts/vmlinuz" initrd syslinux.cfg; do
    mcopy -i boot.img "$file" "::$(basename "$file")"
  done
  syslinux --install boot.img
}

# partition SLOT FLAG TYPE START_MIB SIZE_MIB: one entry of the MBR's table, addressed by sector alone.
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
  dd if="$masterBootRecord" of=disk.img conv=notrunc status=none
  partition 0 80 0e 1 "$boot_mib"
  partition 1 00 83 $((1 + boot_mib)) "$root_mib"
  printf '\x55\xaa' | dd of=disk.img bs=1 seek=510 conv=notrunc status=none
  dd if=boot.img of=disk.img bs=1M seek=1 conv=notrunc,sparse status=none
  dd if=root.img of=disk.img bs=1M seek=$((1 + boot_mib)) conv=notrunc,sparse status=none
}

make_initrd
make_root
make_ext4
boot_mib=$(($(mib_of "$parts/vmlinuz") + $(mib_of initrd) + 8))
make_boot
make_disk
mkdir -p "$out"
qemu-img convert -f raw -O qcow2 disk.img "$out/quickstart.qcow2"
