# What NixOS' installer finds on a machine: its own disk by UUID, and DHCP as a default.
{ lib, modulesPath, ... }:
{
  imports = [ (modulesPath + "/profiles/qemu-guest.nix") ];
  boot = {
    initrd = { availableKernelModules = [ "ahci" "virtio_pci" "virtio_blk" ]; kernelModules = [ ]; };
    kernelModules = [ "kvm-amd" ];
    extraModulePackages = [ ];
  };
  fileSystems."/" = { device = "/dev/disk/by-uuid/5a7d6a0e-2b7c-4c5e-9a55-0d6a1f0c9b11"; fsType = "ext4"; };
  swapDevices = [ ];
  networking.useDHCP = lib.mkDefault true;
  nixpkgs.hostPlatform = lib.mkDefault "x86_64-linux";
}
