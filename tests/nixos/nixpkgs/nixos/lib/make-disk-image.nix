# A stand-in for NixOS' make-disk-image.nix: a bootable image of a tiny guest with the configuration's system. It knows neither baseName nor
# memSize, as old releases do not.
{ config, lib, pkgs, format ? "raw", diskSize ? "auto", label ? "nixos", partitionTableType ? "legacy", name ? "image" }:
let
  # Kernel and busybox, as eng/guest-parts.sh fetches them.
  given = builtins.getEnv "NIXHOST_GUEST_PARTS";
  parts = if given != "" then /. + given else ../../../../../.cache/guest/parts;
  inherit (config.system.build) toplevel;
in
pkgs.nixhostRun name {
  inherit format label partitionTableType toplevel;
  diskSize = toString diskSize;
  # What the tests look at.
  settings = builtins.toJSON {
    inherit (config) fileSystems;
    boot = { inherit (config.boot) growPartition kernelParams loader; };
    networking = { inherit (config.networking) hostName; };
  };
  parts = if builtins.pathExists parts then builtins.path { name = "guest-parts"; path = parts; }
    else "/the/guest/parts/are/missing/run/eng/guest-parts.sh";
  tools = pkgs.bash;
  stage1 = ../stand-in/stage1-init;
  powerButton = ../stand-in/power-button;
  exportReferencesGraph = [ "closure" toplevel ];
} (builtins.readFile ../stand-in/build-image.sh)
