# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034  # run.sh sets and uses them
# Tests the modules over the stand-in's options: names, types, assertions and priorities.
evaluate() {
  nix-instantiate --eval --strict --json "${nix_options[@]}" --option restrict-eval false "$here/modules.nix" --argstr sdk "$sdk" --argstr nixpkgs "$here/nixpkgs" "$@"
}

if judged=$(evaluate --read-write-mode 2>"$scratch/error"); then
  while read -r name; do report ok "$name" ""; done < <(jq -r '.passed[]' <<<"$judged")
  while IFS=$'\t' read -r name wanted got; do report no "$name" "  wanted $wanted"$'\n'"  got    $got"; done < <(jq -r '.failed[] | [.name, .wanted, .got] | @tsv' <<<"$judged")
else
  report no "The modules evaluate" "$(cat "$scratch/error")"
fi

refuses "A gateway needs an address" 'nixhost.guest.network.gateway is 192.168.1.1, but .* a gateway needs a static address' --argstr broken gateway
refuses "A card needs an address" 'nixhost.guest.network.mac is 52:54:00:00:00:01, but' --argstr broken mac
refuses "A MAC address is in lower case" 'nixhost.guest.network.mac. is not of type' --argstr broken upper
refuses "An address has a prefix length" 'nixhost.guest.network.addresses.* is not of type' --argstr broken prefix
refuses "A firmware is one of two" 'nixhost.guest.firmware. is not of type .one of "bios", "uefi"' --argstr broken firmware
refuses "A misspelt option is refused" 'nixhost.guest.hostname. does not exist' --argstr broken misspelt
refuses "Attempts are counted from one" 'nixhost.bootstrap.attempts. is not of type' --argstr broken attempts
refuses "A host's gateway needs an address" 'nixhost.host.gateway is 192.168.1.1, but' --argstr broken host
refuses "A bridge's name is as short as Linux wants it" 'nixhost.host.bridge. is not of type' --argstr broken bridge
refuses "A card in the bridge has no DHCP" 'networking.interfaces.eno1.useDHCP is true, but eno1 is in the bridge br0' --argstr broken cardDhcp
refuses "An address needs networkd" 'systemd.network.enable is false, but the guest.s address 192.168.1.12/24' --argstr broken networkdOff
refuses "An address and dhcpcd do not share a card" 'networking.useDHCP is true without networking.useNetworkd' --argstr broken dhcpcd
