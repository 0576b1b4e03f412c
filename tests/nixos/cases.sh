# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034  # run.sh sets and uses them
# Tests image.nix and system.nix with configurations that people have (cases/). tests/nixos/real has the same ones with a real nixpkgs.
evaluate() {
  nix-instantiate --eval --strict --json "${nix_options[@]}" "$sdk/$expression.nix" -I "nixhost=$sdk" --argstr system x86_64-linux --argstr nixpkgs "$here/nixpkgs" "$@"
}
case_image() { local title=$1 name=$2 pattern=$3; shift 3; expression=image; says "$title" "$pattern" --argstr source "$here/cases/$name" "$@"; }
case_system() { local title=$1 name=$2 pattern=$3; shift 3; expression=system; says "$title" "$pattern" --argstr source "$here/cases" --argstr entry "$name" "$@"; }
no_image() { local title=$1 name=$2 pattern=$3; shift 3; expression=image; refuses "$title" "$pattern" --argstr source "$here/cases/$name" "$@"; }
no_system() { local title=$1 name=$2 pattern=$3; shift 3; expression=system; refuses "$title" "$pattern" --argstr source "$here/cases" --argstr entry "$name" "$@"; }
mapfile -t rose < <(printf '%s\n' --argstr identity '{"hostName":"rose","network":{"mac":"52:54:00:00:00:01","addresses":["192.168.1.12/24"],"gateway":"192.168.1.1"}}')
uefi=(--argstr firmware uefi) bios=(--argstr firmware bios)
root='"/":[{][^}]*"device":"/dev/disk/by-label/nixos","enable":true,"fsType":"ext4"'
address='Address=192.168.1.12/24' unmanaged='unmanaged-devices=[^ ]*mac:52:54:00:00:00:01'

case_image "The image of a generated configuration has the image's root" generated.nix "\"devices\":\\[\"/dev/vda\"\\].*$root"
case_image "Also with UEFI, and its boot partition" generated-uefi.nix "$root.*\"/boot\":[{][^}]*\"device\":\"/dev/disk/by-label/ESP\"" "${uefi[@]}"
case_image "The user's options of a mount stay" generated-uefi.nix '"fmask=0077"' "${uefi[@]}"
case_image "An image of a server with another file system has the image's" rented.nix "$root"
case_image "GRUB goes to the removable path of an image" grub-uefi.nix '"canTouchEfiVariables":false.*"devices":\["nodev"\],"efiInstallAsRemovable":true' "${uefi[@]}"
case_image "A base of the seed's shape is an image" seed/common/base.nix '"/etc/nixos":[{][^}]*"fsType":"auto"'
no_image "systemd-boot cannot start from BIOS" generated-uefi.nix 'boot.loader.systemd-boot.enable is true, and systemd-boot starts from UEFI only'
no_image "An image has no encrypted partition" encrypted.nix 'boot.initrd.luks.devices.root is set, and the image has no encrypted partition'
no_image "A root that somebody insists on is refused" forced.nix 'fileSystems."/".device is "/dev/vda3", and the image.s is /dev/disk/by-label/nixos'
no_image "An image for BIOS has no boot partition" sibling.nix 'fileSystems."/boot" is "/dev/vda1", and an image for BIOS has one file system'

case_system "A generated configuration becomes a guest's system" generated.nix "$address" "${rose[@]}" "${bios[@]}"
case_system "A generated configuration for UEFI becomes a guest's system" generated-uefi.nix "$address" "${rose[@]}" "${uefi[@]}"
case_system "NetworkManager leaves the guest's card alone" generated-uefi.nix "$unmanaged" "${rose[@]}" "${uefi[@]}"
case_system "The address is there beside NetworkManager without networkd" desktop.nix "$address" "${rose[@]}" "${bios[@]}"
case_system "A gateway without an interface is left to NixOS' scripts" string-gateway.nix "$address" "${rose[@]}" "${bios[@]}"
case_system "Users without passwords have the host's keys" immutable.nix "$address" "${rose[@]}" "${bios[@]}"
case_system "Defaults win, and the address stays" defaults.nix "$address" "${rose[@]}" "${bios[@]}"
case_system "A guest of the seed's shape is a system" seed/hosts/rose "$address" "${rose[@]}" "${bios[@]}"
case_system "A host of the seed's shape is a system" seed/hosts/anchor.nix '192.168.1.2' --argstr guestModule false
no_system "A system for systemd-boot cannot start from BIOS" systemd-boot.nix 'boot.loader.systemd-boot.enable is true' "${rose[@]}" "${bios[@]}"
no_system "A key that lies in the guest cannot be read on its host" keys.nix 'cases/keys.nix:5:25' "${rose[@]}" "${bios[@]}" --show-trace
no_system "A base has no root with another file system by UUID" foreign.nix 'fileSystems."/".device is "/dev/disk/by-uuid/.* with xfs, and a base image has /dev/disk/by-label/nixos' "${rose[@]}" "${bios[@]}"

expression=system
if evaluate --argstr source "$here/cases" --argstr entry generated.nix "${rose[@]}" >/dev/null 2>"$scratch/error" &&
  grep -q 'evaluation warning: fileSystems."/".device is "/dev/disk/by-uuid/5a7d' "$scratch/error"
then report ok "The root of another machine is a warning" ""
else report no "The root of another machine is a warning" "$(cat "$scratch/error")"; fi

old=$scratch/old
cp -r "$here/nixpkgs" "$old"
chmod -R u+w "$old"
echo 20.09 >"$old/.version"
# shellcheck disable=SC2317  # called by refuses
evaluate() { nix-instantiate --eval --strict --json "${nix_options[@]}" "$sdk/$expression.nix" --argstr system x86_64-linux --argstr source "$here/cases/minimal.nix" --argstr entry "" --argstr nixpkgs "$1"; }
refuses "A NixOS that is too old is named" 'the nixpkgs .*/old is NixOS 20.09, and Infra.NixHost needs NixOS 23.11 or newer' "$old"
refuses "A directory without NixOS is named" 'there is no NixOS in the nixpkgs .*/cases: nixos/lib/eval-config.nix is missing' "$here/cases"
echo 25.11pre-git >"$old/.version"
# shellcheck disable=SC2317  # called by gives
evaluate() { nix-instantiate --eval --strict --json "${nix_options[@]}" "$sdk/system.nix" -I "nixhost=$sdk" --argstr system x86_64-linux --argstr source "$here/cases/minimal.nix" --argstr entry "" --argstr nixpkgs "$old"; }
gives "A NixOS that is new enough passes" '.*"name":"nixos-system-nixos-stand-in".*'
