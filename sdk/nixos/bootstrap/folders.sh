# shellcheck shell=bash
# Where the host's folders are seen. What belongs to /etc/nixos is copied into one tree, in which relative paths hold and a folder may lie in
# another's empty mount point; everything else (/root/.ssh) is mounted, so that it is gone with its disk.
# shellcheck disable=SC2154  # common.sh, disks.sh, manifest.sh, journal.sh
configuration=/etc/nixos

# listed in|out: NAME TARGET of each disk inside or outside /etc/nixos, parents first.
listed() {
  jq -r --arg where "$1" --arg root "$configuration" '[.disks // [] | .[] | .target |= sub("/+$"; "")
    | select((.target == $root or (.target | startswith($root + "/"))) == ($where == "in"))] | sort_by(.target)[] | "\(.name) \(.target)"' "$manifest"
}

copy_folder() { # TARGET DIRECTORY
  mkdir -p "$1"
  cp -rP "$2/." "$1/"
  chmod -R u+rwX,go+rX "$1"
}

# The tree is complete before it takes the place of the former one; a power cut between leaves none, and the next attempt makes it.
stage_configuration() {
  local new=$root/etc/.nixos.new old=$root/etc/.nixos.old name target
  rm -rf "$new" "$old"
  mkdir -p "$new"
  while read -r name target; do
    await "$disk_wait" find_disk "$name" || fail 75 "there is no disk '$name' (serial nixhost-$name), which belongs at $target"
    with_disk "$name" copy_folder "$new${target#"$configuration"}" ||
      fail 75 "the disk '$name' (serial nixhost-$name) cannot be read"
  done < <(listed in)
  sync -f "$new"
  if mountpoint -q "$root$configuration"; then
    fail 78 "$configuration is a mount point; remove it from the configuration's fileSystems: the bootstrap puts the host's folders there"
  fi
  # What somebody had put there before stays beside it.
  if [ -e "$root$configuration" ] && [ ! -e "$state/owns-configuration" ]; then
    rmdir "$root$configuration" 2>/dev/null || mv "$root$configuration" "$root$configuration.before-nixhost"
  fi
  put "$state/owns-configuration" "$configuration"
  [ ! -e "$root$configuration" ] || mv "$root$configuration" "$old"
  mv "$new" "$root$configuration"
  rm -rf "$old"
}

mount_folders() {
  local name target
  while read -r target; do umount -l "$root$target" 2>/dev/null || true; done < <(cat "$run/mounted" 2>/dev/null)
  rm -f "$run/mounted"
  while read -r name target; do
    if await "$disk_wait" show_disk "$name" "$root$target"; then echo "$target" >>"$run/mounted"
    else report error "the disk '$name' (serial nixhost-$name), which belongs at $target, is missing or cannot be read"; fi
  done < <(listed out)
}
