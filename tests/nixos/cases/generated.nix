# A machine that was installed with BIOS.
{
  imports = [ ./hardware.nix ];
  boot.loader.grub = { enable = true; device = "/dev/sda"; };
  services.openssh.enable = true;
  users.users.ada = { isNormalUser = true; extraGroups = [ "wheel" ]; };
  system.stateVersion = "25.11";
}
