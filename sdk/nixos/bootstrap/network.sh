#!/usr/bin/env bash
# Writes a file for systemd-networkd from the manifest, before networkd starts, and tells NetworkManager to leave the card alone. Only a
# base without addresses of its own runs it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=sdk/nixos/bootstrap/common.sh
. "$here/common.sh"
# shellcheck source=sdk/nixos/bootstrap/disks.sh
. "$here/disks.sh"
# shellcheck source=sdk/nixos/bootstrap/manifest.sh
. "$here/manifest.sh"
# shellcheck disable=SC2034  # used by what is sourced
disks=$run/network run=$run/network manifest=$run/manifest/nixhost.json

# The values go into files with a syntax, so only harmless characters are accepted.
network() {
  jq -ce '
    def plain: type == "string" and test("^[0-9A-Za-z.:/]+$");
    .network // empty
    | if ([.mac // "a", .gateway // "a", (.addresses // [])[], (.dns // [])[]] | all(plain)) and (.addresses // [] | length > 0) then . else empty end
  ' "$manifest"
}

for_networkd='
  "# Written from the manifest of the host; the requested system has a file of its own.",
  "[Match]", (if .mac then "MACAddress=\(.mac)" else "Type=ether" end),
  "[Link]", "RequiredForOnline=routable",
  "[Network]", "DHCP=no", (.addresses[] | "Address=\(.)"), (if .gateway then "Gateway=\(.gateway)" else empty end), ((.dns // [])[] | "DNS=\(.)")'
# A card has one master, and NetworkManager leaves this one to systemd-networkd.
for_manager='"[device-nixhost]", "match-device=\(if .mac then "mac:\(.mac)" else "type:ethernet" end)", "managed=0"'

# write FILE FILTER NETWORK: the daemons read it as users of their own.
write() {
  put "$root/run/$1" "$(jq -r "$2" <<<"$3")"
  chmod 0644 "$root/run/$1"
}

await "${NIXHOST_NETWORK_WAIT:-5}" with_disk config take_manifest || exit 0
if found=$(network); then
  write systemd/network/05-nixhost.network "$for_networkd" "$found"
  [ -z "${NIXHOST_NETWORK_MANAGER:-}" ] || write NetworkManager/conf.d/05-nixhost.conf "$for_manager" "$found"
fi
