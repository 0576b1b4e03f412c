# Relative paths hold on the host and in the guest, where this folder is hosts/self as well.
{
  imports = [ ../../common/vm_host.nix ../../common/virtual_machines/web.nix ];
}
