# A system that does not come up.
{
  imports = [ ../../common/guest.nix ];
  networking.hostName = "panics";
  standIn.boots = "panics";
}
