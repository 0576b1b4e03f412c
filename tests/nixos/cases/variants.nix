# A NixOS system of its own, with the image variants of NixOS.
{ nixpkgs, system }:
import (nixpkgs + "/nixos/lib/eval-config.nix") {
  inherit system;
  modules = [ <nixhost/guest.nix> { services.openssh.enable = true; system.stateVersion = "25.11"; } ];
}
