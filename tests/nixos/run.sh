#!/usr/bin/env bash
# Tests of sdk/nixos against a stand-in for nixpkgs: real nix-instantiate, a private and empty store; the bootstrap's scripts on a root in a
# directory, and in guests that really boot (as root).
#   run.sh [SCRIPT…]  only these: image system modules units contract bootstrap guests
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
[ $# -gt 0 ] || scripts=(image system modules units contract bootstrap guests)
for script in "${scripts[@]}"; do
  # shellcheck source=/dev/null
  . "$here/$script.sh"
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
