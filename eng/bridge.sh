#!/usr/bin/env bash
# bridge.sh up [NETWORK]  makes the quickstart's isolated bridge, with the host's address on it, in a network such as 10.78.0.0/24
# bridge.sh down          removes it, unless guests are still plugged in
# A bridge that is there keeps its network. By default the first of 10.77.0.0/24 to 10.99.0.0/24 is taken that the host has no route into.
# A stack never touches the host's interfaces. The bridge belongs to the host's own configuration, which a NixOS host would declare.
# Guests do not reach each other where net.bridge.bridge-nf-call-iptables is 1 and FORWARD drops; host and guest always do.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "$0")/common.sh"
PATH=$PATH:/usr/sbin:/sbin
bridge=nixhost0
wanted=${2:-}

exists() { ip link show dev "$bridge" >/dev/null 2>&1; }
is_bridge() { ip -o link show dev "$bridge" type bridge 2>/dev/null | grep -q .; }
is_up() { ip -o link show dev "$bridge" | grep -qE '<([^>]*,)?UP[,>]'; }
own_address() { { ip -4 -o addr show dev "$bridge" 2>/dev/null || true; } | awk '{ print $4; exit }'; }
routes_into() { ip -4 -o route show root "$1" | grep -v " dev $bridge " || true; }
# The host is the first address of its network.
host_of() { printf '%s.1/24' "${1%.0/24}"; }

# Prints the network to make.
choose_network() {
  local number
  if [ -n "$wanted" ]; then
    [ -z "$(routes_into "$wanted")" ] || fail "the network $wanted is in use on this host: $(routes_into "$wanted")" \
      "Choose another one, or none: the first that is free is taken."
    printf '%s' "$wanted"
    return
  fi
  for number in {77..99}; do
    if [ -z "$(routes_into "10.$number.0.0/24")" ]; then
      printf '10.%s.0.0/24' "$number"
      return
    fi
  done
  fail "all networks from 10.77.0.0/24 to 10.99.0.0/24 are in use on this host" "Choose another one: make up NETWORK=192.168.77.0/24"
}

up() {
  local address
  if [ -n "$wanted" ] && ! [[ $wanted =~ ^([0-9]{1,3}\.){3}0/24$ ]]; then
    fail "\"$wanted\" is not a network that the bridge can have" "Give one of 254 addresses, such as 10.78.0.0/24."
  fi
  if exists && ! is_bridge; then
    fail "the name $bridge is taken by an interface that is not a bridge" "Rename or remove it: ip link show $bridge"
  fi
  address=$(own_address)
  if [ -n "$address" ] && [ -n "$wanted" ] && [ "$address" != "$(host_of "$wanted")" ]; then
    fail "the bridge $bridge has $address already, which is not in $wanted" \
      "Leave out the network, or remove the bridge when no guest uses it: $root/eng/bridge.sh down"
  fi
  if [ -n "$address" ] && is_up; then
    step "bridge: $bridge $address is up"
    return
  fi
  is_root || fail "the bridge $bridge is missing or down" "As root run: $root/eng/bridge.sh up $wanted"
  if [ -z "$address" ]; then
    address=$(choose_network)
    address=$(host_of "$address")
    exists || ip link add "$bridge" type bridge
    ip addr add "$address" dev "$bridge"
  fi
  ip link set "$bridge" up
  step "bridge: $bridge made, the host is $address"
}

down() {
  is_bridge || return 0
  local ports
  ports=$(ip -o link show master "$bridge" | sed "s/^[0-9]*: \([^:@]*\).*/\1/")
  if [ -n "$ports" ]; then
    step "bridge: $bridge is in use by ${ports//$'\n'/ }, left as it is"
    return
  fi
  is_root || fail "only root may remove the bridge $bridge" "As root run: $root/eng/bridge.sh down"
  ip link del "$bridge"
  step "bridge: $bridge removed"
}

case "${1:-}" in
  up | down) "$1" ;;
  *) fail "bridge.sh up [NETWORK] | down" ;;
esac
