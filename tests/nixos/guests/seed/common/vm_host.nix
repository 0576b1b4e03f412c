# What the seed's guests have.
{ fileSystems."/".device = "/dev/disk/by-label/nixos"; }
