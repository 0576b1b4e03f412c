{ modulesPath, ... }:
{
  imports = [ (modulesPath + "/profiles/qemu-guest.nix") ];
  boot = { loader = { grub.device = "/dev/vda"; timeout = 0; }; initrd.availableKernelModules = [ "sr_mod" ]; };
}
