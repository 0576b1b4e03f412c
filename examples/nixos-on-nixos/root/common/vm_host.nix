# What every guest has once it is itself. The part that makes it a guest (disk, network, bootstrap) is added by the host.
{
  imports = [ ./default.nix ];
}
