#!/usr/bin/env bash
# Evaluates every output of the root flake on a real nixpkgs, without a network, and a host that takes its module.
#   flake.sh NIXPKGS  a path, best one in the store, because others are hashed first; the Nix in PATH knows flakes (eng/current-nix.sh)
set -euo pipefail
nixpkgs=$(readlink -f "${1:?the path of a nixpkgs}")
root=$(cd "$(dirname "$0")/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0 passed=0
options=(--extra-experimental-features 'nix-command flakes' --option substitute false --no-write-lock-file --override-input nixpkgs "path:$nixpkgs")

evaluates() { # title, extended regex for the result, arguments
  local title=$1 pattern=$2 got
  shift 2
  if got=$("$@" 2>"$scratch/error") && [[ $got =~ $pattern ]]; then
    passed=$((passed + 1))
    printf 'ok      %s: %s\n' "$title" "${got:0:150}"
  else
    failed=$((failed + 1))
    printf 'FAILED %s\n  wanted %s\n  got    %s %s\n' "$title" "$pattern" "${got:-}" "$(cat "$scratch/error")"
  fi
}

evaluates "The flake is shown" '"packages"' nix flake show "${options[@]}" --json "$root"
for output in packages.x86_64-linux.{cli,provider,both,default} devShells.x86_64-linux.default; do
  evaluates "$output" '\.drv$' nix eval "${options[@]}" --raw "$root#$output.drvPath"
done
for app in default infra; do
  evaluates "apps.x86_64-linux.$app" '/bin/infra$' nix eval "${options[@]}" --raw "$root#apps.x86_64-linux.$app.program"
done
for module in default guest host; do
  evaluates "nixosModules.$module" '^(path|lambda)$' nix eval "${options[@]}" --raw --apply builtins.typeOf "$root#nixosModules.$module"
done
# A Nix of today copies each template into the store by its own name.
for name in host nixos-on-nixos; do
  evaluates "templates.$name" "[/-](nixos-)?$name\$" nix eval "${options[@]}" --raw "$root#templates.$name.path"
done
# The host's template, without its file systems, which are each machine's own.
cat >"$scratch/host.nix" <<NIX
let
  pkgs = import $nixpkgs { system = "x86_64-linux"; };
  nixpkgs = {
    legacyPackages = { };
    lib = pkgs.lib // { nixosSystem = args: import $nixpkgs/nixos/lib/eval-config.nix { inherit (args) modules; system = null; }; };
  };
  # A package in the place of the real ones shows that the module takes the flake's.
  nixhost = (import $root/flake.nix).outputs { self.packages.x86_64-linux.default = pkgs.hello; inherit nixpkgs; };
  host = ((import $root/examples/nixos-host/flake.nix).outputs { nixhost = nixhost // { inputs = { inherit nixpkgs; }; }; }).nixosConfigurations.host;
  own = message: builtins.match ".*(fileSystems|boot.loader).*" (builtins.replaceStrings [ "\n" ] [ " " ] message) == null;
in
{
  packages = map (p: p.pname or p.name or "") host.config.environment.systemPackages;
  bridge = host.config.networking.bridges.br0.interfaces;
  failed = builtins.filter own (map (a: a.message) (builtins.filter (a: !a.assertion) host.config.assertions));
}
NIX
evaluates "The host of the template" '"bridge":\["eno1"\].*"failed":\[\].*"hello"' \
  nix-instantiate --eval --strict --json --option substitute false "$scratch/host.nix"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
