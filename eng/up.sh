#!/usr/bin/env bash
# Goes from nothing to the configured guest of the quickstart: host packages, guest parts, libvirt, bridge, build, stack, up.
# GUEST=rose brings up a guest of that name beside the quickstart of another clone; NETWORK=10.78.0.0/24 makes the bridge in that network.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "$0")/common.sh"
# shellcheck source=eng/quickstart.sh
. "$(dirname "$0")/quickstart.sh"
cd "$root"

# Prints an address of the guest that follows from its name and that nobody answers at.
free_address() {
  local number
  number=$(printf %s "$guest" | cksum | cut -d' ' -f1)
  number=$((number % 200 + 20))
  while ping -c 1 -W 1 "$1.$number" >/dev/null 2>&1; do number=$(((number - 19) % 200 + 20)); done
  printf '%s.%s/24' "$1" "$number"
}

# The folder examples/quickstart/config is for one guest in one network. Another one gets its name and address from its stack's settings.
settle() {
  local network folder
  network=$(ip -4 -o addr show dev nixhost0 | awk '{ print $4; exit }')
  network=${network%.*}
  folder=$(cat examples/quickstart/config/address)
  if ./pulumi config get address --stack "$stack" >/dev/null 2>&1 || [ "$stack $network" = "dev ${folder%.*}" ]; then return; fi
  ./pulumi config set name "$guest" --stack "$stack"
  ./pulumi config set address "$(free_address "$network")" --stack "$stack"
  step "settings: the guest $guest is $(./pulumi config get address --stack "$stack")"
}

eng/host-packages.sh
eng/guest-parts.sh
eng/daemons.sh up
eng/bridge.sh up "${NETWORK:-}"
step "build: engine, provider and the quickstart's program"
./pulumi version >/dev/null
./pulumi stack select "$stack" >/dev/null 2>&1 || ./pulumi stack init "$stack"
settle
./pulumi up --yes --stack "$stack" || fail "the quickstart is not up (the errors are above)" \
  "Where they say [owned-elsewhere], another clone has the names. Then choose a name of your own: make up GUEST=rose"
address=$(./pulumi stack output address --stack "$stack")
address=${address%/*}
if ping -c 1 -W 5 "$address" >/dev/null; then
  step "the guest answers: ping $address"
else
  fail "the guest reports itself configured, and does not answer a ping at $address" "Is a firewall between? See: ip addr show nixhost0"
fi
