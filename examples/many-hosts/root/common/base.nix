# The base image that all guests boot. It becomes whatever its disks describe.
{
  imports = [ ./guest.nix <nixhost/guest.nix> ];
  networking.hostName = "base";
}
