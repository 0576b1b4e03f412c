#!/usr/bin/env bash
# Times programs and the engine with many resources, and many guests beside a shell loop that makes the same ones.
# Guests on hosts behind ssh are previewed without and with a delay; the bytes of a changed folder and the copy of an image are measured, too.
# Times also a preview of the quickstart without changes, beside a shell script that asks Nix, libvirt and qemu-img the same. It must be up.
# The ratio within one run counts, because a busy machine slows both sides alike.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "$0")/common.sh"
cd "$root"
export PULUMI_CONFIG_PASSPHRASE=${PULUMI_CONFIG_PASSPHRASE-}
export NIXHOST_GUEST_PARTS=${NIXHOST_GUEST_PARTS:-$root/.cache/guest/parts}
runs=${1:-5}

evaluate() {
  nix-instantiate --eval --strict --json sdk/nixos/image.nix --argstr kind expression --argstr source "$root/examples/quickstart/guest/default.nix"
}

# The script asks what a preview has to know of the host: the image's derivation and presence, the config folder's store path, every object.
by_shell() {
  local out domain volume network
  out=$(evaluate | sed 's/.*"out":"\([^"]*\)".*/\1/')
  nix-store --check-validity "$out"
  nix-store --query --hash "$out"
  nix-store --add examples/quickstart/config
  for network in $(virsh -c qemu:///system net-list --all --name); do virsh -c qemu:///system net-dumpxml "$network"; done
  for domain in $(virsh -c qemu:///system list --all --name); do
    virsh -c qemu:///system dumpxml "$domain"
    for volume in $(virsh -c qemu:///system domblklist "$domain" | awk '/qcow2/ { print $2 }'); do qemu-img info -U "$volume"; done
  done
}

by_preview() { ./pulumi preview --expect-no-changes --stack dev; }

# Prints the median of the runs in milliseconds.
median() {
  local i began times=()
  for ((i = 0; i < runs; i++)); do
    began=${EPOCHREALTIME/./}
    "$@" >/dev/null 2>&1 || fail "$1 failed" "The quickstart must be up and unchanged: make up"
    times+=($(((${EPOCHREALTIME/./} - began) / 1000)))
  done
  printf '%s\n' "${times[@]}" | sort -n | sed -n "$(((runs + 1) / 2))p"
}

# measured PROJECT prints what the project's benchmarks print, under their number of resources where they have one.
measured() {
  dotnet test "$(find tests -name "$1.csproj")" --filter TestCategory=Benchmark --logger "console;verbosity=detailed" -v q 2>&1 |
    sed -n -e 's/^ *Passed [A-Z][A-Za-z_]*(\([0-9]*\)).*/\1 of them:/p' -e 's/^ measured: /  /p' -e '/^ *Failed /,$p'
}

step "program, engine and provider in processes of their own, with a real state: resources that are small files"
measured Faults.Tests

step "the program alone: every other resource made in an Apply within an Apply, against an engine that does nothing"
measured Pulumi.Tests

step "the engine alone: resources of a provider that does nothing, over gRPC on both sides"
measured Infra.Engine.Tests

step "guests: what one costs the provider"
measured Infra.NixHost.Provider.Tests

step "guests: many by up, next to a shell loop of qemu-img and virsh; the example with two NixOS guests from an empty store; hosts behind ssh"
measured EndToEnd.Tests

step "the quickstart"
by_preview >/dev/null || fail "the preview shows changes" "Bring the quickstart up first: make up"
preview=$(median by_preview)
evaluation=$(median evaluate)
shell=$(median by_shell)
printf 'no-change preview      %5s ms  (median of %s)\n' "$preview" "$runs"
printf 'of which evaluation    %5s ms  (the same nix-instantiate alone)\n' "$evaluation"
printf 'the same by a script   %5s ms  (nix-instantiate, nix-store, virsh, qemu-img)\n' "$shell"
awk -v a="$preview" -v b="$shell" 'BEGIN { printf "ratio                  %5.2f\n", a / b }'
