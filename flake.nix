# Infra.NixHost on NixOS:
#   nix run github:infra-nixhost/infra-nixhost -- up        the command line, with the provider
#   nix develop                                             a shell that builds this repository
#   imports = [ nixhost.nixosModules.host ];                a host with libvirt, the provider and the command line
{
  description = "Infrastructure as code in C# for NixOS guests on a NixOS libvirt host";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs }:
    let
      inherit (nixpkgs) lib;
      systems = [ "x86_64-linux" ];
      forSystems = make: lib.genAttrs systems (system: make nixpkgs.legacyPackages.${system});
      built = forSystems (pkgs: pkgs.callPackage ./eng/nix/package.nix { });
      modules = (import ./sdk/nixos/flake.nix).outputs { };
    in
    {
      packages = forSystems (
        pkgs:
        let
          inherit (built.${pkgs.stdenv.hostPlatform.system}) cli provider both;
        in
        {
          inherit cli provider both;
          default = both;
        }
      );

      apps = forSystems (
        pkgs:
        let
          inherit (built.${pkgs.stdenv.hostPlatform.system}) both;
          infra = {
            type = "app";
            program = "${both}/bin/infra";
            meta.description = "Runs stacks with the embedded engine";
          };
        in
        {
          inherit infra;
          default = infra;
        }
      );

      devShells = forSystems (pkgs: {
        default = pkgs.callPackage ./eng/nix/shell.nix { };
      });

      nixosModules = modules.nixosModules // {
        # The host's module, which also puts the command line and the provider into the system.
        host =
          { lib, pkgs, ... }:
          {
            imports = [ modules.nixosModules.host ];
            nixhost.host.package = lib.mkDefault self.packages.${pkgs.stdenv.hostPlatform.system}.default;
          };
      };

      templates = {
        default = self.templates.host;
        host = {
          path = ./examples/nixos-host;
          description = "A NixOS machine with libvirt, a bridge on the LAN, the provider and the command line";
        };
        nixos-on-nixos = {
          path = ./examples/nixos-on-nixos;
          description = "A stack in C#: guests that make themselves what their folders say";
        };
      };
    };
}
