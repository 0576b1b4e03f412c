# A configuration that says something about most of what image-defaults.nix sets.
{ hostName ? "lilly", ... }:
{
  networking = { inherit hostName; };
  fileSystems."/".device = "/dev/disk/by-label/mine";
  boot.kernelParams = [ "console=hvc0" ];
}
