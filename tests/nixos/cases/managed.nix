# A base with NetworkManager, whose guests get their network from the host's manifest.
{ imports = [ ./base.nix ]; networking = { networkmanager.enable = true; useNetworkd = false; }; }
