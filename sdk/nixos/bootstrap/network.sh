#!/usr/bin/env bash
# The network of a base that has no address of its own, from the manifest: a file for systemd-networkd, before that starts. A system that
# has its own addresses does not run this.
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
file=$root/run/systemd/network/05-nixhost.network

# Values go into a file with a syntax: only those that cannot break out of it.
render() {
  jq -er '
    def plain: type == "string" and test("^[0-9A-Za-z.:/]+$");
    .network // empty
    | if ([.mac // "a", .gateway // "a", (.addresses // [])[], (.dns // [])[]] | all(plain)) and (.addresses // [] | length > 0) then . else empty end
    | "# Written from the host'"'"'s manifest; the system it asks for has its own.",
      "[Match]", (if .mac then "MACAddress=\(.mac)" else "Type=ether" end),
      "[Link]", "RequiredForOnline=routable",
      "[Network]", "DHCP=no", (.addresses[] | "Address=\(.)"), (if .gateway then "Gateway=\(.gateway)" else empty end), ((.dns // [])[] | "DNS=\(.)")
  ' "$manifest"
}

await "${NIXHOST_NETWORK_WAIT:-5}" with_disk config take_manifest || exit 0
if text=$(render); then
  put "$file" "$text"
  chmod 0644 "$file"
fi
