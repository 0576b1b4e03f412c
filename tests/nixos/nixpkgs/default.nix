# A stand-in for nixpkgs: the few packages that the modules of sdk/nixos and the tests' configurations name.
{ system ? builtins.currentSystem, ... }:
import ./pkgs { inherit system; }
