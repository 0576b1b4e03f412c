# What base and guests have in common.
{
  services.openssh.enable = true;
  system.stateVersion = "25.11";
}
