# A root that somebody insists on.
{ lib, ... }: { fileSystems."/" = { device = lib.mkForce "/dev/vda3"; fsType = lib.mkForce "xfs"; }; system.stateVersion = "25.11"; }
