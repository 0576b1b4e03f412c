# A root that is encrypted.
{
  imports = [ ./generated.nix ];
  boot.initrd.luks.devices.root.device = "/dev/disk/by-uuid/9c1f7a52-3b0e-4d0b-8a8e-6f2d0c6c1d77";
}
