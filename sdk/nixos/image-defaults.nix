# What a NixOS configuration needs to boot from the image that image.nix builds, and to use all of a larger disk. Everything here gives
# way to the configuration's own values, so a bare configuration works and a complete one keeps what it says.
{ rootLabel, firmware }:
{ lib, modulesPath, ... }:
let
  inherit (lib) mkBefore mkDefault;
  uefi = firmware == "uefi";
in
{
  _file = ./image-defaults.nix;

  # The drivers of virtio disks and networks in the initrd.
  imports = [ (modulesPath + "/profiles/qemu-guest.nix") ];

  fileSystems = {
    "/" = {
      device = mkDefault "/dev/disk/by-label/${rootLabel}";
      fsType = mkDefault "ext4";
      # A disk larger than the image: the partition grows (below), then the file system.
      autoResize = mkDefault true;
    };
  } // (if uefi then {
    "/boot" = {
      device = mkDefault "/dev/disk/by-label/ESP";
      fsType = mkDefault "vfat";
    };
  } else { });

  boot = {
    growPartition = mkDefault true;
    # Lists are merged, not overridden: first in the list, so that a console the configuration names is the last and thereby /dev/console.
    kernelParams = mkBefore [ "console=tty0" "console=ttyS0,115200n8" ];
    loader = {
      timeout = mkDefault 0;
      # On UEFI the removable path is used: a new guest has no boot entry in its firmware's variables.
      grub = if uefi then {
        device = mkDefault "nodev";
        efiSupport = mkDefault true;
        efiInstallAsRemovable = mkDefault true;
      } else {
        device = mkDefault "/dev/vda";
      };
    };
  };
}
