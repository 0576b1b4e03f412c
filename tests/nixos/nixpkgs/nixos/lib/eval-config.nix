# A stand-in for NixOS' eval-config.nix: a configuration over declared options, nothing else.
{ system ? builtins.currentSystem, modules, specialArgs ? { }, pkgs ? import ../../pkgs { inherit system; } }:
let
  inherit (pkgs) lib;
  evaluated = lib.evalModules {
    specialArgs = { inherit pkgs; modulesPath = builtins.toString ../modules; } // specialArgs;
    modules = [ ../modules/options.nix ../modules/rules.nix ../modules/toplevel.nix ] ++ modules;
  };
in
{ inherit (evaluated) config options; inherit pkgs lib; }
