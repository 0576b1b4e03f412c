# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034  # run.sh sets and uses them
# Tests the bootstrap in booted guests: the stand-in's image under QEMU, with a Nix store of its own at /nix. It needs root.
# The tests themselves are in guests/guests.py.
guests=$scratch/guests
parts=$here/../../.cache/guest/parts
mkdir -p "$guests/nix/store" "$guests/nix/var/nix"
missing=()
for tool in python3 unshare qemu-system-x86_64 qemu-img nix-store jq syslinux mcopy mkfs.vfat cpio mke2fs; do
  PATH=$PATH:/usr/sbin:/sbin type -P "$tool" >/dev/null || missing+=("$tool (eng/host-packages.sh)")
done
[ -e "$parts" ] || missing+=("the guest's kernel (eng/guest-parts.sh)")
[ "$(id -u)" = 0 ] || missing+=("root")
# shellcheck disable=SC2016  # the inner shell's arguments
if [ ${#missing[@]} -gt 0 ]; then
  report no "The guests' tests have what they need" "  missing: $(printf '%s, ' "${missing[@]}")"
elif said=$(env -u NIX_STORE_DIR -u NIX_STATE_DIR -u NIX_LOG_DIR -u NIX_CONF_DIR \
  NIX_CONFIG=$'build-users-group =\nsandbox = false\nsubstitute = false' NIXHOST_GUEST_PARTS="$parts" \
  unshare --mount bash -c 'mount --make-rprivate / && mkdir -p /nix && mount --bind "$1/nix" /nix && exec python3 "$2" "$1" "$3" "$4"' \
  - "$guests" "$here/guests/guests.py" "$sdk" "$here/nixpkgs" 2>"$scratch/error")
then
  [ "${NIXHOST_TEST_POWER_CUTS:-}" = all ] ||
    echo "power cuts of booted guests: one round of three (NIXHOST_TEST_POWER_CUTS=all makes all)"
  while IFS=$'\t' read -r outcome title detail; do report "$outcome" "$title" "$(printf '%b' "$detail")"; done <<<"$said"
else
  report no "The guests' tests run" "${said:-}"$'\n'"$(cat "$scratch/error")"
fi
