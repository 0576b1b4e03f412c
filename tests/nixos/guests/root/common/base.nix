# All guests share this base, which knows none of them.
{
  imports = [ ./guest.nix <nixhost/guest.nix> ];
  networking.hostName = "base";
}
