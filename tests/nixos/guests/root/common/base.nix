# The base that all guests share: it knows no guest.
{
  imports = [ ./guest.nix ];
  networking.hostName = "base";
}
