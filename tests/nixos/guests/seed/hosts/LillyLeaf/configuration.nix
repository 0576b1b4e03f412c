# The relative import holds where this folder is mounted, at /etc/nixos/hosts/self. The guest has its address only once it runs this system.
{
  imports = [ ../../common/vm_host.nix ];
  networking.hostName = "lillyleaf";
  environment.etc."authorized-key".text = builtins.readFile (builtins.head (builtins.filter builtins.pathExists [ /root/.ssh/id_ed25519.pub /root/.ssh/id_rsa.pub ]));
  systemd.network.networks."10-lan" = {
    matchConfig.Type = "ether";
    address = [ "10.77.0.14/24" ];
  };
}
