# A static address by NixOS' own scripts, which need no interface for the gateway.
{
  networking = {
    interfaces.ens3.ipv4.addresses = [ { address = "192.168.1.50"; prefixLength = 24; } ];
    defaultGateway = "192.168.1.1";
    nameservers = [ "192.168.1.1" ];
  };
  services.openssh.enable = true;
  system.stateVersion = "25.11";
}
