# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034  # run.sh sets and uses them
# Compares the stand-in's options with a real nixpkgs, NIXHOST_TEST_NIXPKGS=/path/of/nixpkgs. Without one, the check is tried on
# the stand-in itself.
contract() { nix-instantiate --eval --strict --json "${nix_options[@]}" "$here/contract.nix" --argstr stand-in "$here/nixpkgs" --argstr nixpkgs "$1"; }

if [ -n "${NIXHOST_TEST_NIXPKGS:-}" ]; then
  if found=$(contract "$NIXHOST_TEST_NIXPKGS" 2>"$scratch/error") && [ "$(jq '.missing | length' <<<"$found")" = 0 ]
  then report ok "NixOS has every option that the stand-in declares" ""
  else report no "NixOS has every option that the stand-in declares" "${found:-} $(cat "$scratch/error")"; fi
else
  echo "not compared with a real NixOS (set NIXHOST_TEST_NIXPKGS to a nixpkgs to do it): the options that the stand-in declares"
fi
mkdir -p "$scratch/other/nixos"
cat >"$scratch/other/nixos/default.nix" <<NIX
{ configuration }: let all = (import $here/nixpkgs/nixos { inherit configuration; system = "x86_64-linux"; }).options; in
{ options = all // { boot = removeAttrs all.boot [ "growPartition" ]; }; }
NIX
found=$(contract "$scratch/other") || true
if [ "$(jq -c '.missing' <<<"$found")" = '["boot.growPartition"]' ] && [ "$(jq .checked <<<"$found")" -gt 80 ]
then report ok "A NixOS without one of the options is noticed" ""
else report no "A NixOS without one of the options is noticed" "$found"; fi
