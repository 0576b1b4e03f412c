# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034  # run.sh sets and uses them
# Tests image.nix and disk.nix: which derivation an image is, and which arguments reach it.
evaluate() {
  nix-instantiate --eval --strict --json "${nix_options[@]}" "$sdk/image.nix" -I "nixhost=$sdk" --argstr system x86_64-linux --argstr nixpkgs "$here/nixpkgs" "$@"
}

result() { # NAME FILE: prints the whole result of a derivation
  printf '\\{"drv":"%s-%s.drv","file":%s,"name":"%s","out":"%s-%s"\\}' "$store" "$1" "$2" "$1" "$store" "$1"
}
configuration=(--argstr source "$here/sources/configuration.nix")
value() { printf '%s\n' --argstr kind expression --argstr source "$here/sources/values.nix" --argstr attr "$1"; }
mapfile -t derivation < <(value derivation); mapfile -t withFile < <(value withFile); mapfile -t inside < <(value inside)
mapfile -t two < <(value two); mapfile -t path < <(value path); mapfile -t missing < <(value missing); mapfile -t stored < <(value stored)
mapfile -t function < <(value function); mapfile -t dotted < <(value '"dotted.name".inner'); mapfile -t nixos < <(value nixos)
mapfile -t number < <(value number); mapfile -t absent < <(value dotted.nothing)
file() { printf '%s\n' --argstr kind expression --argstr source "$here/sources/function.nix" --argstr attr image; }
mapfile -t functionFile < <(file)

gives "A configuration becomes a disk image" "$(result nixos-disk-image '"nixos.qcow2"')" "${configuration[@]}"
gives "A directory with configuration.nix is a configuration" "$(result nixos-disk-image '"nixos.qcow2"')" --argstr source "$here/sources/directory"
says "Arguments reach the configuration" '"hostName":"rose"' "${configuration[@]}" --argstr arguments '{"hostName":"rose"}'
says "The image's root takes the place of another" '"/":\{"autoFormat":false,"autoResize":true,"depends":\[\],"device":"/dev/disk/by-label/nixos","enable":true,"fsType":"ext4"' "${configuration[@]}"
says "A bare configuration gets a root file system" '"device":"/dev/disk/by-label/nixos"' --argstr source "$here/sources/directory"
says "A console of the configuration comes last" '"console=tty0","console=ttyS0,115200n8","console=hvc0"' "${configuration[@]}"
says "BIOS means GRUB on the disk and an MBR" '"partitionTableType","legacy".*"devices":\["/dev/vda"\],"efiInstallAsRemovable":false' "${configuration[@]}"
says "UEFI means a removable loader and an ESP" '"partitionTableType","efi".*"efiInstallAsRemovable":true' "${configuration[@]}" --argstr firmware uefi
says "A disk size as text is a number of MiB" '"diskSize","8192"' "${configuration[@]}" --argstr diskSize 8192
says "A disk size as a number is a number of MiB" '"diskSize","4096"' "${configuration[@]}" --arg diskSize 4096
says "The format reaches the image" '"format","qcow2-compressed"' "${configuration[@]}" --argstr format qcow2-compressed
refuses "A missing configuration is named" 'the configuration /nowhere/x.nix does not exist' --argstr source /nowhere/x.nix
refuses "A relative source is refused" 'source "x.nix" is not an absolute path' --argstr source x.nix
refuses "A syntax error keeps file and line" 'broken.nix:(1:37|2:1)' --argstr source "$here/sources/broken.nix"
refuses "An unknown format is refused" 'format is "vmdk"; it can be qcow2 or qcow2-compressed' "${configuration[@]}" --argstr format vmdk
refuses "An unknown firmware is refused" 'firmware is "efi"; it can be bios or uefi' "${configuration[@]}" --argstr firmware efi
says "A configuration may say the image's firmware too" '"partitionTableType","efi"' --argstr source "$here/sources/uefi.nix" --argstr firmware uefi
refuses "A configuration for another firmware is refused" 'the image is for bios, and the configuration says nixhost.guest.firmware = "uefi"' --argstr source "$here/sources/uefi.nix"
refuses "A disk size that is no number is refused" 'diskSize is "big"; it can be auto or a number of MiB' "${configuration[@]}" --argstr diskSize big
refuses "An unknown kind is refused" 'kind is "iso"; it can be configuration or expression or flake' "${configuration[@]}" --argstr kind iso

gives "A derivation is taken as it is" "$(result plain null)" "${derivation[@]}"
gives "A derivation can name its file" "$(result with-file '"disk.qcow2"')" "${withFile[@]}"
gives "A path inside a derivation's output builds that derivation" "$(result outer '"images/disk.qcow2"')" "${inside[@]}"
refuses "A path from two derivations is refused" 'depends on 2 derivations' "${two[@]}"
gives "A plain path needs no build" "\\{\"drv\":null,\"file\":null,\"name\":\"configuration.nix\",\"out\":\"$here/sources/configuration.nix\"\\}" "${path[@]}"
refuses "A plain path must exist" 'the image /nowhere/at/all.qcow2 does not exist' "${missing[@]}"
gives "A path inside a store path is split" "\\{\"drv\":null,\"file\":\"disk.qcow2\",\"name\":\"stored\",\"out\":\"$store-stored\"\\}" "${stored[@]}"
gives "A function gets its arguments" "$(result lilly-1-x86_64-linux null)" "${function[@]}" --argstr arguments '{"name":"lilly"}'
refuses "An argument that a function does not take is refused" "unexpected argument 'nmae'" "${function[@]}" --argstr arguments '{"name":"lilly","nmae":"x"}'
refuses "Arguments for a value that is no function are refused" 'arguments are given \(name\)' "${derivation[@]}" --argstr arguments '{"name":"x"}'
gives "A file may be a function" "$(result rose null)" "${functionFile[@]}" --argstr arguments '{"name":"rose"}'
gives "A quoted attribute may have dots" "$(result dotted null)" "${dotted[@]}"
gives "A NixOS system gives its image variant" "$(result qemu null)" "${nixos[@]}"
gives "A NixOS system on UEFI gives the UEFI variant" "$(result qemu-efi null)" "${nixos[@]}" --argstr firmware uefi
gives "A NixOS system gives another variant" "$(result openstack null)" "${nixos[@]}" --argstr variant openstack
refuses "An unknown variant lists the known ones" 'no image variant "vmware"; it has: openstack, qemu, qemu-efi' "${nixos[@]}" --argstr variant vmware
refuses "A missing attribute lists its siblings" 'no attribute "dotted".*there are: derivation, dotted.name' "${absent[@]}"
refuses "A number is no image" 'expected a derivation, a NixOS system, a path or a function to one of these, and got a int' "${number[@]}"

flake=$scratch/flake
cp -r "$here/sources/flake" "$flake"
gives "A flake's default package" "$(result default null)" --argstr kind flake --argstr source "path:$flake"
gives "A flake's package by fragment" "$(result guest null)" --argstr kind flake --argstr source "path:$flake#guest"
gives "A flake's attribute" "$(result deep null)" --argstr kind flake --argstr source "path:$flake" --argstr attr images.deep
gives "A flake's NixOS system" "$(result lilly null)" --argstr kind flake --argstr source "path:$flake#lilly"
refuses "A flake without the attribute says where it looked" 'has none of packages.x86_64-linux.none' --argstr kind flake --argstr source "path:$flake#none"
