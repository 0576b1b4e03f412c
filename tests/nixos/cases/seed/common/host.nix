# A host with the bridge of host.nix instead of its own.
{ config, lib, ... }:
let text = lib.mkOption { type = lib.types.str; }; in
{
  imports = [ ./default.nix <nixhost/host.nix> ];
  options = { called = text; ip = text; card = text; };
  config = {
    boot = { loader = { systemd-boot.enable = true; efi.canTouchEfiVariables = true; }; kernelModules = [ "kvm-amd" "kvm-intel" ]; };
    fileSystems = {
      "/boot" = { device = "/dev/disk/by-uuid/4F1C-77AB"; fsType = "vfat"; };
      "/" = { device = "/dev/disk/by-uuid/5a7d6a0e-2b7c-4c5e-9a55-0d6a1f0c9b11"; fsType = "ext4"; autoResize = true; };
    };
    networking.hostName = config.called;
    nixhost.host = { interface = config.card; address = config.ip; gateway = "192.168.1.1"; };
  };
}
