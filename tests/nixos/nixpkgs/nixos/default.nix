# Works like NixOS' own file: `nix-build nixpkgs/nixos -A system -I nixos-config=…` builds a configuration's toplevel.
{ configuration ? <nixos-config>, system ? builtins.currentSystem }:
let evaluated = import ./lib/eval-config.nix { inherit system; modules = [ configuration ]; };
in {
  inherit (evaluated) config options pkgs;
  system = evaluated.config.system.build.toplevel;
}
