# shellcheck shell=bash
# Disks are found by their serial, so that the image knows nothing about them. QEMU's FAT disks have a partition; ISO 9660 disks have none.
# shellcheck disable=SC2154  # common.sh
disks=$run/disks
# shellcheck disable=SC2034  # used by those who source this
disk_wait=${NIXHOST_DISK_WAIT:-20}

# find_disk NAME: sets device. It reads sysfs, because udev's links lag behind on a busy guest. They can lead to another
# disk that has got the name of a former one.
find_disk() {
  local disk name serial
  for disk in "$root"/sys/block/vd*; do
    serial=""
    { read -r serial <"$disk/serial"; } 2>/dev/null || true # the file has no end of line
    [ "$serial" = "nixhost-$1" ] || continue
    name=${disk##*/}
    [ ! -e "$disk/${name}1" ] || name+=1
    device=$root/dev/$name
    [ ! -e "$device" ] || return 0
  done
  return 1
}

# show_disk NAME DIRECTORY: mounts the disk read-only, for root alone.
show_disk() {
  local base=ro,nosuid,nodev,noexec
  find_disk "$1" || return 1
  mkdir -p "$2"
  case $device in
    *1) mount -t vfat -o "$base,umask=0077" "$device" "$2" ;;
    *) mount -t iso9660 -o "$base,mode=0400,dmode=0500" "$device" "$2" ;;
  esac
}

# with_disk NAME COMMAND…: runs the command with the mounted directory as its last argument, then unmounts the disk.
with_disk() {
  local name=$1 directory=$disks/$1 code=0
  shift
  umount "$directory" 2>/dev/null || true
  find_disk "$name" || return 1
  # The kernel shows a disk before it has looked for its partition.
  await 2 show_disk "$name" "$directory" || return 1
  "$@" "$directory" || code=$?
  umount "$directory"
  return "$code"
}
