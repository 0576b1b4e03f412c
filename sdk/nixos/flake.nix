# The NixOS modules of Infra.NixHost, for configurations that are flakes:
#   inputs.nixhost.url = "git+https://…?dir=sdk/nixos";
#   modules = [ nixhost.nixosModules.guest ./configuration.nix ];
{
  description = "NixOS modules of Infra.NixHost: guests that configure themselves, and their host";

  outputs = _: {
    nixosModules = {
      guest = ./guest.nix;
      host = ./host.nix;
      default = ./guest.nix;
    };
  };
}
