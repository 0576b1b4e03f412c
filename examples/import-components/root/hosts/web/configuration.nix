# What the guest makes itself into: all of it, beside what the base image brings.
{ ... }:
{
  services.nginx.enable = true;
  networking.firewall.allowedTCPPorts = [ 80 ];
  system.stateVersion = "25.11";
}
