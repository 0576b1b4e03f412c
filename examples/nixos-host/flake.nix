# A NixOS machine as a host of Infra.NixHost. `nix flake init -t github:infra-nixhost/infra-nixhost` copies these files.
{
  inputs.nixhost.url = "github:infra-nixhost/infra-nixhost";

  outputs =
    { nixhost, ... }:
    {
      nixosConfigurations.host = nixhost.inputs.nixpkgs.lib.nixosSystem {
        modules = [
          nixhost.nixosModules.host
          ./configuration.nix
        ];
      };
    };
}
