# Users without passwords, and no keys but the host's.
{
  services.openssh.enable = true;
  users.mutableUsers = false;
  system.stateVersion = "25.11";
}
