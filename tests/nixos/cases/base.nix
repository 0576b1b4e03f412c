# A base that knows none of its guests.
{ imports = [ <nixhost/guest.nix> ]; services.openssh.enable = true; system.stateVersion = "25.11"; }
