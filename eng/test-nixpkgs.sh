#!/usr/bin/env bash
# Tests the modules and expressions of sdk/nixos against a real nixpkgs: make test-nixpkgs NIXPKGS=PATH [SEED=PATH] [CASES=REGEX]
# It evaluates with the Nix of PATH, about a minute for each case, previews the example with two guests, and builds nothing.
# SEED is a copy of the folder with common and hosts of the public example that this project began with. CI has no nixpkgs, so what a case taught is also a case in tests/nixos.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "$0")/common.sh"

[ -n "${NIXPKGS:-}" ] || fail "no nixpkgs to test with" "Name a directory with one: make test-nixpkgs NIXPKGS=/path/of/nixpkgs"
[ -e "$NIXPKGS/nixos/lib/eval-config.nix" ] || fail "there is no NixOS in $NIXPKGS" "Name the root of a nixpkgs."
[ -z "${SEED:-}" ] || [ -e "$SEED/common/vm_host_base.nix" ] || fail "there is no common/vm_host_base.nix in $SEED" "Name the folder that has common and hosts."
for tool in nix-instantiate python3 systemd-analyze unshare perl; do
  have "$tool" || fail "$tool is missing" "Run eng/host-packages.sh --test, or install it."
done
is_root || fail "this needs root" "GRUB's menu is made in a root directory of its own."
perl -MXML::LibXML -MFile::Slurp -MFile::Copy::Recursive -MJSON -MList::Compare -e 1 2>/dev/null ||
  fail "Perl modules are missing" "On Debian: apt-get install libxml-libxml-perl libfile-slurp-perl libfile-copy-recursive-perl libjson-perl liblist-compare-perl"

failed=0
NIXHOST_TEST_NIXPKGS=$NIXPKGS "$root/tests/nixos/run.sh" contract || failed=1
NIXHOST_TEST_CASES=${CASES:-} PYTHONDONTWRITEBYTECODE=1 python3 "$root/tests/nixos/real/real.py" "$NIXPKGS" ${SEED:+"$SEED"} || failed=1
[ -n "${CASES:-}" ] || "$root/tests/nixos/real/preview.sh" "$NIXPKGS" || failed=1
exit "$failed"
