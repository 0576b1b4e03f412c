#!/usr/bin/env bash
# From nothing to the quickstart's guest, configured: host packages, guest parts, libvirt, bridge, build, stack, up.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "$0")/common.sh"
cd "$root"
# The quickstart has no secrets; a user's own passphrase is kept.
export PULUMI_CONFIG_PASSPHRASE=${PULUMI_CONFIG_PASSPHRASE-}

eng/host-packages.sh
eng/guest-parts.sh
eng/daemons.sh up
eng/bridge.sh up
step "build: engine, provider and the quickstart's program"
./pulumi stack select dev >/dev/null 2>&1 || ./pulumi stack init dev
./pulumi up --yes --stack dev
address=$(./pulumi stack output address --stack dev)
address=${address%/*}
if ping -c 1 -W 5 "$address" >/dev/null; then
  step "the guest answers: ping $address"
else
  fail "the guest reports itself configured, and does not answer a ping at $address" "Is a firewall between? See: ip addr show nixhost0"
fi
