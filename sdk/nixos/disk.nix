# What a NixOS configuration needs to boot from the image that image.nix builds, and to use all of a larger disk. Everything here gives
# way to the configuration's own values, so a bare configuration works and a complete one keeps what it says.
{ config, lib, modulesPath, ... }:
let
  inherit (lib) mkBefore mkDefault mkIf mkMerge mkOption types;
  cfg = config.nixhost.guest;
in
{
  _file = ./disk.nix;
  # Added by image.nix and imported by guest.nix, which may lie elsewhere: once is enough.
  key = "infra-nixhost/disk.nix";

  # The drivers of virtio disks and networks in the initrd.
  imports = [ (modulesPath + "/profiles/qemu-guest.nix") ];

  options.nixhost.guest = {
    rootLabel = mkOption {
      type = types.str;
      default = "nixos";
      description = "The label of the root file system in the image.";
    };
    firmware = mkOption {
      type = types.enum [ "bios" "uefi" ];
      default = "bios";
      description = ''
        What the guest's virtual machine boots with; the Firmware of its NixImage. A base and the systems that take its place have the same.
      '';
    };
  };

  config = mkMerge [
    {
      fileSystems."/" = {
        device = mkDefault "/dev/disk/by-label/${cfg.rootLabel}";
        fsType = mkDefault "ext4";
        # A disk larger than the image: the partition grows (below), then the file system.
        autoResize = mkDefault true;
      };
      boot = {
        growPartition = mkDefault true;
        # Lists are merged, not overridden: first in the list, so that a console the configuration names is the last and thereby /dev/console.
        kernelParams = mkBefore [ "console=tty0" "console=ttyS0,115200n8" ];
        loader.timeout = mkDefault 0;
      };
    }
    (mkIf (cfg.firmware == "bios") {
      boot.loader.grub.device = mkDefault "/dev/vda";
    })
    (mkIf (cfg.firmware == "uefi") {
      fileSystems."/boot" = {
        device = mkDefault "/dev/disk/by-label/ESP";
        fsType = mkDefault "vfat";
      };
      # The removable path: a new guest has no boot entry in its firmware's variables.
      boot.loader.grub = {
        device = mkDefault "nodev";
        efiSupport = mkDefault true;
        efiInstallAsRemovable = mkDefault true;
      };
    })
  ];
}
