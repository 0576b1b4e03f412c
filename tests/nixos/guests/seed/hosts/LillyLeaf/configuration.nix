# Its relative import holds where it is mounted: /etc/nixos/hosts/self.
{
  imports = [ ../../common/vm_host.nix ];
  networking.hostName = "lillyleaf";
}
