# The host: nixos-rebuild boot -I nixhost=PATH/OF/sdk/nixos -I nixos-config=PATH/OF/root/hosts/IAmRoot.nix
{
  imports = [ ../common/physical_host.nix ../common/physical_machines/workstation.nix ];
  networking.hostName = "IAmRoot";
  nixhost.host = {
    interface = "eno1";
    address = "192.168.1.2";
    gateway = "192.168.1.1";
    nameservers = [ "192.168.1.1" ];
  };
}
