# A kind of guest: what listens on the LAN.
{
  networking.firewall.allowedTCPPorts = [ 80 443 ];
}
