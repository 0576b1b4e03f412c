# A machine that was installed with UEFI and a desktop's network.
{
  imports = [ ./hardware.nix ];
  boot.loader = { systemd-boot.enable = true; efi.canTouchEfiVariables = true; };
  fileSystems."/boot" = { device = "/dev/disk/by-uuid/4F1C-77AB"; fsType = "vfat"; options = [ "fmask=0077" "dmask=0077" ]; };
  networking.networkmanager.enable = true;
  services.openssh.enable = true;
  users.users.ada = { isNormalUser = true; extraGroups = [ "wheel" "networkmanager" ]; };
  system.stateVersion = "25.11";
}
