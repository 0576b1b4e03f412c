# A configuration that says something about most of what disk.nix sets.
# (A default of a named argument would not do: NixOS looks such names up and fails without them.)
{ ... }@arguments:
{
  networking.hostName = arguments.hostName or "lilly";
  fileSystems."/".device = "/dev/disk/by-label/mine";
  boot.kernelParams = [ "console=hvc0" ];
}
