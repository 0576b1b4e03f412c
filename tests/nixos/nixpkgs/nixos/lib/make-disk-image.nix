# A stand-in for NixOS' make-disk-image.nix: the configuration and the arguments become the derivation's environment. It knows neither
# baseName nor memSize, as old releases do not.
{ config, lib, pkgs, format ? "raw", diskSize ? "auto", label ? "nixos", partitionTableType ? "legacy", name ? "image" }:
derivation {
  inherit name format label partitionTableType;
  diskSize = toString diskSize;
  inherit (pkgs) system;
  builder = "/bin/sh";
  args = [ "-c" ": > $out" ];
  settings = builtins.toJSON config;
}
