#!/usr/bin/env bash
# Tests of sdk/nixos/image.nix against a stand-in for nixpkgs: real nix-instantiate, a private and empty store, nothing built.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
image=$here/../../sdk/nixos/image.nix
scratch=$(mktemp -d)
trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
export NIX_STATE_DIR=$scratch/var NIX_LOG_DIR=$scratch/log NIX_CONF_DIR=$scratch/etc HOME=$scratch/home NIX_PATH="" NIX_REMOTE=""
export NIX_STORE_DIR=$scratch/store
passed=0 failed=0

evaluate() {
  nix-instantiate --eval --strict --json --option extra-experimental-features flakes --option substitute false "$image" \
    --argstr system x86_64-linux --argstr nixpkgs "$here/nixpkgs" "$@"
}

report() { # outcome title detail
  if [ "$1" = ok ]; then passed=$((passed + 1)); else failed=$((failed + 1)); printf 'FAILED %s\n%s\n' "$2" "$3"; fi
}

gives() { # title, extended regex for the whole result, arguments of the evaluation
  local title=$1 pattern=$2 got; shift 2
  if got=$(evaluate "$@" 2>"$scratch/error") && [[ $got =~ ^$pattern$ ]]; then report ok "$title" ""
  else report no "$title" "  wanted $pattern"$'\n'"  got    $got $(cat "$scratch/error")"; fi
}

refuses() { # title, extended regex for the error, arguments of the evaluation
  local title=$1 pattern=$2; shift 2
  if evaluate "$@" >"$scratch/output" 2>"$scratch/error"; then report no "$title" "  succeeded: $(cat "$scratch/output")"
  elif [[ $(cat "$scratch/error") =~ $pattern ]]; then report ok "$title" ""
  else report no "$title" "  wanted $pattern"$'\n'"  got    $(cat "$scratch/error")"; fi
}

says() { # title, extended regex for the derivation's environment, arguments of the evaluation
  local title=$1 pattern=$2 drv got=""; shift 2
  if drv=$(evaluate --read-write-mode "$@" 2>"$scratch/error") && drv=${drv#*'"drv":"'} &&
    got=$(tr -d '\134' <"${drv%%'"'*}") && [[ $got =~ $pattern ]]
  then report ok "$title" ""
  else report no "$title" "  wanted $pattern"$'\n'"  got    $got $(cat "$scratch/error")"; fi
}

store="$scratch/store/[0-9a-z]{32}"
result() { # name file: the whole result of a derivation
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
says "A configuration keeps its own root device" '"/":\{"autoResize":true,"device":"/dev/disk/by-label/mine","fsType":"ext4"}' "${configuration[@]}"
says "A bare configuration gets a root file system" '"device":"/dev/disk/by-label/nixos"' --argstr source "$here/sources/directory"
says "A console of the configuration comes last" '"console=tty0","console=ttyS0,115200n8","console=hvc0"' "${configuration[@]}"
says "BIOS means GRUB on the disk and an MBR" '"partitionTableType","legacy".*"grub":\{"device":"/dev/vda"\}' "${configuration[@]}"
says "UEFI means a removable loader and an ESP" '"partitionTableType","efi".*"efiInstallAsRemovable":true' "${configuration[@]}" --argstr firmware uefi
says "A disk size as text is a number of MiB" '"diskSize","8192"' "${configuration[@]}" --argstr diskSize 8192
says "A disk size as a number is a number of MiB" '"diskSize","4096"' "${configuration[@]}" --arg diskSize 4096
says "The format reaches the image" '"format","qcow2-compressed"' "${configuration[@]}" --argstr format qcow2-compressed
refuses "A missing configuration is named" 'the configuration /nowhere/x.nix does not exist' --argstr source /nowhere/x.nix
refuses "A relative source is refused" 'source "x.nix" is not an absolute path' --argstr source x.nix
refuses "A syntax error keeps file and line" 'broken.nix:1:37' --argstr source "$here/sources/broken.nix"
refuses "An unknown format is refused" 'format is "vmdk"; it can be qcow2 or qcow2-compressed' "${configuration[@]}" --argstr format vmdk
refuses "An unknown firmware is refused" 'firmware is "efi"; it can be bios or uefi' "${configuration[@]}" --argstr firmware efi
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

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
