# A guest's place on the LAN, by options of the tree.
{ config, lib, ... }:
let text = lib.mkOption { type = lib.types.str; }; in
{
  options = { called = text; ip = text; card = text; };
  config.networking = {
    hostName = config.called;
    interfaces.${config.card}.ipv4.addresses = [ { address = config.ip; prefixLength = 24; } ];
    defaultGateway = { address = "192.168.1.1"; interface = config.card; };
  };
}
