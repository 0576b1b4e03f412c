{
  imports = [ ../../common/guest.nix ];
  networking.hostName = "rose";
}
