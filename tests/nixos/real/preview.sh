#!/usr/bin/env bash
# preview.sh NIXPKGS: previews the example with two self-configuring guests by the command line and the provider, against a real nixpkgs.
# Nothing is built or made. Its last line is a summary like those of the other suites.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "$0")/../../../eng/common.sh"
nixpkgs=$(readlink -f "$1")
scratch=$(mktemp -d)
at_exit="rm -rf $scratch"
trap 'eval "$at_exit"' EXIT
if ! [ -e /run/nixhost/libvirtd.pid ]; then at_exit="$root/eng/daemons.sh down; $at_exit"; fi
if ! [ -e /sys/class/net/nixhost0 ]; then at_exit="$root/eng/bridge.sh down; $at_exit"; fi
"$root/eng/daemons.sh" up
"$root/eng/bridge.sh" up

quietly "building the example" dotnet build "$root/examples/nixos-on-nixos" -v q -tl:off
mkdir "$scratch/example"
cp -r "$root/examples/nixos-on-nixos/root" "$scratch/example"
cat >"$scratch/example/Pulumi.yaml" <<YAML
name: nixos-on-nixos
runtime:
  name: dotnet
  options:
    binary: $root/artifacts/bin/nixos-on-nixos/debug/nixos-on-nixos.dll
plugins:
  providers:
    - name: nixhost
      path: $root/artifacts/bin/Infra.NixHost.Provider/debug
YAML
export PULUMI_CONFIG_PASSPHRASE='' PULUMI_BACKEND_URL=file://$scratch PULUMI_HOME=$scratch/home INFRA_ENGINE=embedded
example() { "$root/pulumi" -C "$scratch/example" --non-interactive "$@"; }
example stack init real
example config set nixpkgs "$nixpkgs"
example config set bridge nixhost0
example config set uplink false
step "preview: examples/nixos-on-nixos with $nixpkgs"
if example preview --json >"$scratch/plan.json" && python3 - "$scratch/plan.json" <<'CHECK'
import collections, json, sys

plan = json.load(open(sys.argv[1]))
made = collections.Counter(step["urn"].split("::")[-2].split("$")[-1].split(":")[-1] for step in plan["steps"] if step["op"] == "create")
wanted = {"NixImage": 1, "NixSystem": 2, "OverlayDisk": 2, "NixGuest": 2, "SelfConfiguringGuest": 2, "BridgeNetwork": 1}
said = [d["message"].strip() for d in plan.get("diagnostics", []) if d.get("severity") in ("warning", "error")]
missing = {name: made[name] for name, count in wanted.items() if made[name] != count}
print("resources:", dict(made), *said, sep="\n  ")
sys.exit(1 if missing or said else 0)
CHECK
then
  printf 'ok two self-configuring guests\n1 passed, 0 failed\n'
else
  cat "$scratch/plan.json"
  printf 'FAILED two self-configuring guests\n0 passed, 1 failed\n'
  exit 1
fi
