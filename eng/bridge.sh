#!/usr/bin/env bash
# bridge.sh up    makes the quickstart's isolated bridge, with the host's address on it
# bridge.sh down  removes it, unless guests are still plugged in
# A stack never touches the host's interfaces; this is the host's own configuration, as a NixOS host would declare it.
# Where the kernel passes bridged packets to iptables (net.bridge.bridge-nf-call-iptables = 1) and FORWARD drops, guests do not reach
# each other; host and guest always do.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "$0")/common.sh"
PATH=$PATH:/usr/sbin:/sbin
bridge=nixhost0
address=10.77.0.1/24
network=10.77.0.0/24

exists() { ip link show dev "$bridge" >/dev/null 2>&1; }
is_bridge() { ip -o link show dev "$bridge" type bridge 2>/dev/null | grep -q .; }
is_up() { ip -o link show dev "$bridge" | grep -qE '<([^>]*,)?UP[,>]'; }
has_address() { ip -4 -o addr show dev "$bridge" | grep -qF " $address "; }

up() {
  if exists && ! is_bridge; then
    fail "the name $bridge is taken by an interface that is not a bridge" "Rename or remove it: ip link show $bridge"
  fi
  if exists && has_address && is_up; then
    step "bridge: $bridge $address is up"
    return
  fi
  is_root || fail "the bridge $bridge with $address is missing" "As root run: $root/eng/bridge.sh up"
  local taken
  taken=$(ip -4 -o route show root $network | grep -v " dev $bridge " || true)
  [ -z "$taken" ] || fail "the quickstart's network $network is in use on this host: $taken" \
    "Remove that route, or change the addresses in eng/bridge.sh and examples/quickstart/config/address."
  exists || ip link add "$bridge" type bridge
  has_address || ip addr add "$address" dev "$bridge"
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
  *) fail "bridge.sh up|down" ;;
esac
