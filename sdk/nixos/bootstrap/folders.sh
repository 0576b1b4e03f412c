# shellcheck shell=bash
# Puts the host's folders into place. Folders below /etc/nixos are copied into one tree, so that relative paths between them hold.
# Other folders, such as /root/.ssh, are mounted, so that they disappear with their disk.
# shellcheck disable=SC2154  # common.sh, disks.sh, manifest.sh, journal.sh
configuration=/etc/nixos

# listed in|out: prints NAME TARGET of each disk inside or outside /etc/nixos, parents first.
listed() {
  jq -r --arg where "$1" --arg root "$configuration" '[.disks // [] | .[] | .target |= sub("/+$"; "")
    | select((.target == $root or (.target | startswith($root + "/"))) == ($where == "in"))] | sort_by(.target)[] | "\(.name) \(.target)"' "$manifest"
}

copy_folder() { # TARGET DIRECTORY
  mkdir -p "$1"
  cp -rP "$2/." "$1/"
  chmod -R u+rwX,go+rX "$1"
}

# mounted_in NEW: whether the configuration itself mounts the host's folders, as some have done since before this service. Such a tree stays,
# if it is the host's. Mounts with nofail may come late.
mounted_in() {
  local target places=("$configuration")
  while read -r _ target; do places+=("$target"); done < <(listed in)
  for target in "${places[@]}"; do
    mountpoint -q "$root$target" || continue
    await "$disk_wait" is_same_tree "$1" "$root$configuration" ||
      fail 78 "$target is a mount point, and $configuration differs from the host's folders; remove the mount from the configuration's fileSystems, or let it mount the host's disk"
    return 0
  done
  return 1
}
# shellcheck disable=SC2317  # called by await
is_same_tree() { [ "$(tree_of "$1")" = "$(tree_of "$2")" ]; }
# shellcheck disable=SC2317  # called by is_same_tree
tree_of() { (cd "$1" 2>/dev/null && find . -type f -exec sha256sum {} + | LC_ALL=C sort); }

# The new tree is complete before it replaces the former one. After a power cut between, the next attempt makes it again.
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
  if mounted_in "$new"; then
    rm -rf "$new"
    return
  fi
  # A directory that somebody else had put there is kept under another name.
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
