# A boot partition, and no loader that needs UEFI.
{ fileSystems."/boot" = { device = "/dev/vda1"; fsType = "vfat"; }; system.stateVersion = "25.11"; }
