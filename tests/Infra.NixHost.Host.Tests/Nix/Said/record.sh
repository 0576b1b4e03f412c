#!/usr/bin/env bash
# Records what the Nix in PATH says where the drivers read its words: one folder per version, one file per situation.
#   PATH=$(eng/current-nix.sh):$PATH tests/Infra.NixHost.Host.Tests/Nix/Said/record.sh
# shellcheck disable=SC2016  # The texts in single quotes are for the builders' shell.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
version=$(nix --version | grep -oE '[0-9]+\.[0-9]+' | head -n 1)
scratch=$(mktemp -d)
trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
export NIX_STORE_DIR=$scratch/store NIX_STATE_DIR=$scratch/var NIX_LOG_DIR=$scratch/log NIX_CONF_DIR=$scratch/etc HOME=$scratch/home NIX_REMOTE="" NIX_PATH=""
export NIX_CONFIG=$'build-users-group =\nsandbox = false\nsubstitute = false\nsystem-features = kvm big-parallel\n'
mkdir -p "$here/$version" "$scratch"
cd "$scratch"

# record NAME COMMAND… keeps the command's standard error, with the usual store's paths.
record() {
  local name=$1
  shift
  { TERM=dumb "$@" 2>&1 >/dev/null || true; } | sed "s#$scratch/store#/nix/store#g" >"$here/$version/$name.txt"
}

derivation() { # NAME SCRIPT [ATTRIBUTES]
  nix-instantiate --expr "derivation ({ name = \"$1\"; system = \"x86_64-linux\"; builder = \"/bin/sh\"; args = [ \"-c\" \"$2\" ]; } // { ${3:-} })" 2>/dev/null
}
realise() { record "$1" nix-store --realise "$2" --log-format internal-json; }

nix --version >"$here/$version/version.txt"
disk=$(derivation disk 'echo preparing; echo > $out')
record plan nix-store --realise --dry-run "$disk"
realise built "$disk"
realise failed "$(derivation failed 'echo the reason; exit 3')"
realise feature "$(derivation feature 'echo > $out' 'requiredSystemFeatures = [ "no-such-feature" ];')"
realise system "$(derivation system 'echo > $out' 'system = "riscv64-linux";')"
none=$NIX_STORE_DIR/00000000000000000000000000000000-none
realise gone "$none"
record invalid nix-store --check-validity "$none"
output=$(nix-store --query --outputs "$disk")
chmod u+w "$output"
echo other >"$output"
record modified nix-store --verify-path "$output"
record import nix-instantiate --eval --expr 'import (derivation { name = "i"; system = "x86_64-linux"; builder = "/bin/sh"; args = [ "-c" "echo 5 > $out" ]; })'
record nixpkgs nix-instantiate --eval --expr 'import <nixpkgs>'
printf '{\n  a = ;\n}\n' >"$scratch/store/broken.nix"
record syntax nix-instantiate --eval "$scratch/store/broken.nix"
