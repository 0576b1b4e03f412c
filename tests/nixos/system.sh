# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034  # run.sh sets and uses them
# Tests system.nix: which system a configuration is, and how a guest's identity changes it.
evaluate() {
  nix-instantiate --eval --strict --json "${nix_options[@]}" "$sdk/system.nix" -I "nixhost=$sdk" --argstr system x86_64-linux --argstr nixpkgs "$here/nixpkgs" "$@"
}

system_of() { printf '\\{"drv":"%s-nixos-system-%s-stand-in.drv","name":"nixos-system-%s-stand-in","out":"%s-nixos-system-%s-stand-in"\\}' "$store" "$1" "$1" "$store" "$1"; }
root=(--argstr source "$here/sources/root")
rose=("${root[@]}" --argstr entry hosts/rose/configuration.nix)
cases=(--argstr source "$here/cases")
network='{"mac":"52:54:00:00:00:01","addresses":["192.168.1.12/24"],"gateway":"192.168.1.1","dns":["192.168.1.1"]}'
named() { printf -- '--argstr\nidentity\n%s\n' "$1"; }
mapfile -t lilly < <(named '{"hostName":"lillyleaf","network":'"$network"'}'); mapfile -t nameless < <(named '{"network":'"$network"'}')
mapfile -t odd < <(named '{"hostname":"x"}'); mapfile -t oddNetwork < <(named '{"network":{"ip":"x"}}'); mapfile -t list < <(named '["x"]')
mapfile -t bad < <(named '{"network":{"mac":"52:54"}}'); mapfile -t nothing < <(named '{"hostName":null,"network":null}')
mapfile -t loose < <(named '{"network":{"gateway":"192.168.1.1"}}')

gives "A configuration below a root becomes a system" "$(system_of nixos)" "${rose[@]}"
gives "A folder below a root becomes a system" "$(system_of nixos)" "${root[@]}" --argstr entry hosts/rose
gives "A configuration file becomes a system" "$(system_of lilly)" --argstr source "$here/sources/configuration.nix" --argstr entry ""
gives "A directory with configuration.nix becomes a system" "$(system_of bare)" --argstr source "$here/sources/directory"
gives "The identity names the system" "$(system_of lillyleaf)" "${rose[@]}" "${lilly[@]}"
gives "A name of the configuration wins over the identity" "$(system_of lilly)" --argstr source "$here/sources/configuration.nix" --argstr entry "" "${lilly[@]}"
gives "An identity may leave the name open" "$(system_of nixos)" "${rose[@]}" "${nameless[@]}"
gives "Null is the same as left out" "$(system_of nixos)" "${rose[@]}" "${nothing[@]}"
gives "The guest's module can be left out" "$(system_of desk)" "${cases[@]}" --argstr entry workstation.nix --argstr guestModule false
refuses "An identity needs the guest's module" "nixhost.* does not exist" "${rose[@]}" --argstr guestModule false "${lilly[@]}"
says "The base's firmware reaches the system" 'NIXHOST_FIRMWARE=uefi' "${rose[@]}" --argstr firmware uefi
gives "What hinders a switch is said" '.*"inhibitors":\{"dbus-implementation":"broker"\}.*' --argstr source "$here/sources/inhibited.nix" --argstr entry ""
refuses "A choice for the guest's module is checked" 'guestModule is "no"; it can be true or false' "${rose[@]}" --argstr guestModule no
refuses "A missing root is named" 'the configuration /nowhere does not exist' --argstr source /nowhere
refuses "A missing entry is named" 'there is no hosts/none in .*sources/root' "${root[@]}" --argstr entry hosts/none
refuses "An entry stays below its root" 'entry is "../x"; it is a path below .*, without \.\.' "${root[@]}" --argstr entry ../x
refuses "An absolute entry is refused" 'entry is "/etc/passwd"' "${root[@]}" --argstr entry /etc/passwd
refuses "A relative source is refused" 'source "x" is not an absolute path' --argstr source x
refuses "A syntax error keeps file and line" 'hosts/broken/configuration.nix:(1:18|2:1)' "${root[@]}" --argstr entry hosts/broken
refuses "An unknown part of the identity is refused" 'identity has hostname; it can have hostName, network' "${rose[@]}" "${odd[@]}"
refuses "An unknown part of the network is refused" 'identity.network has ip; it can have mac, addresses, gateway, dns' "${rose[@]}" "${oddNetwork[@]}"
refuses "An identity is an object" 'identity is \["x"\]; it is a JSON object' "${rose[@]}" "${list[@]}"
refuses "A MAC address is checked" 'nixhost.guest.network.mac. is not of type' "${rose[@]}" "${bad[@]}"
refuses "A gateway needs an address" 'a gateway needs a static address' "${rose[@]}" "${loose[@]}"
