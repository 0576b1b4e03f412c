{
  imports = [ ../../common/guest.nix ];
  networking.hostName = "lilly";
}
