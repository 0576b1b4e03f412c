{ imports = [ ./default.nix ./guests/disks.nix ./guests/boot.nix ./guests/network.nix ]; }
