{
  imports = [ ../../common/guest.nix ];
  networking.firewall.allowedTCPPorts = [ 80 ];
}
