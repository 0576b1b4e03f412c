# The nixpkgs of a host shaped like NixOS: the tests' stand-in, and each package that the quickstart's image is built with. All of them are the
# host's own system, which is a store path, so that builds in the sandbox reach it.
{ system ? builtins.currentSystem, ... }:
let
  standIn = import ../../../../nixos/nixpkgs { inherit system; };
  host = { outPath = builtins.storePath /run/current-system/sw; };
  names = [ "bash" "coreutils" "cpio" "dosfstools" "e2fsprogs" "findutils" "gawk" "gnused" "gzip" "mtools" "qemu-utils" "syslinux" ];
in
standIn // builtins.listToAttrs (map (name: { inherit name; value = host; }) names) // {
  lib = standIn.lib // { makeBinPath = packages: builtins.concatStringsSep ":" (map (package: "${package}/bin") packages); };
}
