# What every machine has, physical or virtual.
{
  time.timeZone = "UTC";
  services.openssh.enable = true;
  boot.tmp.cleanOnBoot = true;
  system.stateVersion = "25.11";
}
