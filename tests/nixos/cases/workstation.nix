# A host that somebody works at: UEFI, NetworkManager, and the installer's defaults for each card.
{ lib, ... }:
{
  imports = [ <nixhost/host.nix> ];
  boot.loader = { systemd-boot.enable = true; efi.canTouchEfiVariables = true; };
  fileSystems = {
    "/" = { device = "/dev/disk/by-uuid/5a7d6a0e-2b7c-4c5e-9a55-0d6a1f0c9b11"; fsType = "ext4"; };
    "/boot" = { device = "/dev/disk/by-uuid/4F1C-77AB"; fsType = "vfat"; };
  };
  networking = {
    hostName = "desk";
    useDHCP = lib.mkDefault true;
    interfaces.eno1.useDHCP = lib.mkDefault true;
    networkmanager.enable = true;
  };
  virtualisation.libvirtd = { enable = true; onBoot = lib.mkDefault "start"; };
  nixhost.host.interface = "eno1";
  services.openssh.enable = true;
  system.stateVersion = "25.11";
}
