# What is this machine's own. `nixos-generate-config` writes hardware-configuration.nix.
{ lib, ... }:
{
  imports = lib.optional (builtins.pathExists ./hardware-configuration.nix) ./hardware-configuration.nix;

  networking.hostName = "host";
  nixpkgs.hostPlatform = lib.mkDefault "x86_64-linux";
  system.stateVersion = "25.11";

  # The card that connects the guests to the LAN. Its address moves to the bridge, so apply it with `nixos-rebuild boot` and a reboot.
  nixhost.host.interface = "eno1";
}
