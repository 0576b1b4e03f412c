# GRUB that writes to the firmware's variables, as on a machine.
{
  boot.loader.efi.canTouchEfiVariables = true;
  services.openssh.enable = true;
  system.stateVersion = "25.11";
}
