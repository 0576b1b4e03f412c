# shellcheck shell=bash
# Disks are found by their serial; nothing about them is built into the image. QEMU's FAT disks have a partition, ISO 9660 ones have none.
# shellcheck disable=SC2154  # common.sh
disks=$run/disks
by_id=$root/dev/disk/by-id
# shellcheck disable=SC2034  # used by those who source this
disk_wait=${NIXHOST_DISK_WAIT:-20}

# find_disk NAME: sets device.
find_disk() {
  local candidate
  for candidate in "$by_id/virtio-nixhost-$1-part1" "$by_id/virtio-nixhost-$1"; do
    if [ -e "$candidate" ]; then
      device=$candidate
      return 0
    fi
  done
  return 1
}

# show_disk NAME DIRECTORY: mounted there, read-only, for root alone.
show_disk() {
  local base=ro,nosuid,nodev,noexec
  mkdir -p "$2"
  case $device in
    *-part1) mount -t vfat -o "$base,umask=0077" "$device" "$2" ;;
    *) mount -t iso9660 -o "$base,mode=0400,dmode=0500" "$device" "$2" ;;
  esac
}

# with_disk NAME COMMAND…: the command gets the directory as its last argument; the disk is released afterwards.
with_disk() {
  local name=$1 directory=$disks/$1 code=0
  shift
  umount "$directory" 2>/dev/null || true
  find_disk "$name" || return 1
  show_disk "$name" "$directory" || return 1
  "$@" "$directory" || code=$?
  umount "$directory"
  return "$code"
}
