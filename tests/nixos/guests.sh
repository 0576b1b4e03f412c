# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034  # run.sh sets and uses them
# The bootstrap in booted guests: the stand-in's image under QEMU, with a Nix store of its own at /nix. As root; guests/guests.py has the tests.
guests=$scratch/guests
mkdir -p "$guests/nix/store" "$guests/nix/var/nix"
# shellcheck disable=SC2016  # the inner shell's arguments
if said=$(env -u NIX_STORE_DIR -u NIX_STATE_DIR -u NIX_LOG_DIR -u NIX_CONF_DIR \
  NIX_CONFIG=$'build-users-group =\nsandbox = false\nsubstitute = false' NIXHOST_GUEST_PARTS="$here/../../.cache/guest/parts" \
  unshare --mount bash -c 'mount --make-rprivate / && mkdir -p /nix && mount --bind "$1/nix" /nix && exec python3 "$2" "$1" "$3" "$4"' \
  - "$guests" "$here/guests/guests.py" "$sdk" "$here/nixpkgs" 2>"$scratch/error")
then
  while IFS=$'\t' read -r outcome title detail; do report "$outcome" "$title" "$(printf '%b' "$detail")"; done <<<"$said"
else
  report no "The guests' tests run" "${said:-}"$'\n'"$(cat "$scratch/error")"
fi
