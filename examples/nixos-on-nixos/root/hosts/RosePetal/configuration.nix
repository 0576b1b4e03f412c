{
  imports = [ ../../common/vm_host.nix ];
}
