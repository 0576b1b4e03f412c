# The settings with which a NixOS configuration boots from the image of image.nix and uses the whole of a larger disk. They are weaker than
# mkDefault, so that every value of the configuration wins. On the disk of an image, root.nix holds what the image needs.
{ config, lib, modulesPath, ... }:
let
  inherit (lib) mkBefore mkIf mkMerge mkOption mkOverride types;
  cfg = config.nixhost.guest;
  suggest = mkOverride 1200;
in
{
  _file = ./disk.nix;
  # image.nix adds this module and guest.nix imports it; the key makes NixOS take it once.
  key = "infra-nixhost/disk.nix";

  # The drivers of virtio disks and networks in the initrd.
  imports = [ (modulesPath + "/profiles/qemu-guest.nix") ./root.nix ];

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
        The firmware of the guest's virtual machine, as in its NixImage. A base and its specialised systems must have the same.
      '';
    };
  };

  config = mkMerge [
    {
      fileSystems."/" = {
        device = suggest "/dev/disk/by-label/${cfg.rootLabel}";
        fsType = suggest "ext4";
        # On a disk larger than the image, growPartition grows the partition and autoResize the file system.
        autoResize = suggest true;
      };
      boot = {
        growPartition = suggest true;
        # The last console becomes /dev/console, so these come first in the merged list.
        kernelParams = mkBefore [ "console=tty0" "console=ttyS0,115200n8" ];
        loader.timeout = suggest 0;
      };
    }
    (mkIf (cfg.firmware == "bios") {
      # NixOS makes this list from grub.device too, so a device of the configuration wins and none is there twice.
      boot.loader.grub.devices = suggest [ "/dev/vda" ];
    })
    (mkIf (cfg.firmware == "uefi") {
      fileSystems."/boot" = {
        device = suggest "/dev/disk/by-label/ESP";
        fsType = suggest "vfat";
      };
      boot.loader.grub = {
        devices = suggest [ "nodev" ];
        efiSupport = suggest true;
        # A new guest has no boot entry in its firmware's variables, so the loader goes to the removable path. GRUB does one or the other.
        efiInstallAsRemovable = suggest (!config.boot.loader.efi.canTouchEfiVariables);
      };
    })
  ];
}
