# NetworkManager without networkd.
{
  imports = [ ./string-gateway.nix ];
  networking = { networkmanager.enable = true; useNetworkd = false; };
}
