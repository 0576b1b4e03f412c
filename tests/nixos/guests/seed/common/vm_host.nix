# All guests of the seed have this. NixOS refuses a system without its boot loader's disk, and the guest rebuilds itself without our modules.
{
  boot.loader.grub.device = "/dev/vda";
  fileSystems."/".device = "/dev/disk/by-label/nixos";
}
