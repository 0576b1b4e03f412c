# The disks of a guest, by their place: its own, the tree, its own folder, the host's keys. The first two leave the file system open.
{
  fileSystems = {
    "/".device = "/dev/disk/by-label/nixos";
    "/etc/nixos".device = "/dev/vdb1";
    "/etc/nixos/hosts/self" = { device = "/dev/vdc1"; fsType = "vfat"; depends = [ "/etc/nixos" ]; options = [ "ro" "nofail" ]; };
    "/root/.ssh" = { device = "/dev/vdd1"; fsType = "vfat"; options = [ "ro" "nofail" ]; };
  };
}
