# The base image that all guests boot: it becomes whatever its disks describe. Hosts are told apart only after that.
{
  imports = [ ./default.nix <nixhost/guest.nix> ];
  networking.hostName = "base";
}
