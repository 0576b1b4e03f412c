# Its relative import holds where it is mounted: /etc/nixos/hosts/self. It is on its network only once it is itself, with the host's key.
{
  imports = [ ../../common/vm_host.nix ];
  networking.hostName = "lillyleaf";
  environment.etc."authorized-key".text = builtins.readFile (builtins.head (builtins.filter builtins.pathExists [ /root/.ssh/id_ed25519.pub /root/.ssh/id_rsa.pub ]));
  systemd.network.networks."10-lan" = {
    matchConfig.Type = "ether";
    address = [ "10.77.0.14/24" ];
  };
}
