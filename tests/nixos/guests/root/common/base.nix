# The base that all guests share: it knows no guest.
{
  imports = [ ./guest.nix <nixhost/guest.nix> ];
  networking.hostName = "base";
}
