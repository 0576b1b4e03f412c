# A stand-in for NixOS' make-disk-image.nix: the configuration and the arguments become the derivation's environment. It knows neither
# baseName nor memSize, as old releases do not.
{ config, lib, pkgs, format ? "raw", diskSize ? "auto", label ? "nixos", partitionTableType ? "legacy", name ? "image" }:
let
  settings = {
    inherit (config) fileSystems;
    boot = { inherit (config.boot) growPartition kernelParams loader; };
    networking = { inherit (config.networking) hostName; };
  };
in
pkgs.nixhostRun name {
  inherit format label partitionTableType;
  diskSize = toString diskSize;
  settings = builtins.toJSON settings;
  inherit (config.system.build) toplevel;
} ": > $out"
