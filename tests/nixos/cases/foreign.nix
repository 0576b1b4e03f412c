# A guest whose disk is neither an image's nor described as its own.
{ fileSystems."/" = { device = "/dev/disk/by-uuid/5a7d6a0e-2b7c-4c5e-9a55-0d6a1f0c9b11"; fsType = "xfs"; }; system.stateVersion = "25.11"; }
