# What base and guests have in common; quick to fail, because tests wait for it.
{
  services.openssh.enable = true;
  nixhost.bootstrap = { retrySeconds = 1; diskSeconds = 8; };
}
