# A machine that runs guests: libvirt, and a bridge that puts them on the LAN.
{
  imports = [ ./default.nix <nixhost/host.nix> ];
}
