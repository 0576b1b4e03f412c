#!/usr/bin/env bash
# Tests sdk/nixos against a stand-in for nixpkgs, with the real nix-instantiate and a private, empty store. The bootstrap's scripts run on
# a root in a directory, and as root also in guests that really boot.
#   run.sh [SCRIPT…]  runs only these: image system cases modules units contract bootstrap activation cuts switch uefi guests
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck disable=SC2034  # used by the scripts
sdk=$(cd "$here/../../sdk/nixos" && pwd)
scratch=$(mktemp -d)
trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
export NIX_STATE_DIR=$scratch/var NIX_LOG_DIR=$scratch/log NIX_CONF_DIR=$scratch/etc HOME=$scratch/home NIX_PATH="" NIX_REMOTE=""
export NIX_STORE_DIR=$scratch/store
# shellcheck disable=SC2034  # used by the scripts
nix_options=(--option extra-experimental-features flakes --option substitute false --option build-users-group "")

# shellcheck source=tests/nixos/common.sh
. "$here/common.sh"
scripts=("$@")
[ $# -gt 0 ] || scripts=(image system cases modules units contract bootstrap activation cuts switch uefi guests)
for script in "${scripts[@]}"; do
  # shellcheck source=/dev/null
  . "$here/$script.sh"
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
