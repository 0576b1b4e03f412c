# All machines have this.
{ lib, ... }:
{
  options.key = lib.mkOption { type = lib.types.str; default = ""; };
  imports = [ ./users ];
  config = {
    boot.tmp.cleanOnBoot = true;
    nix.settings.auto-optimise-store = true;
    system.stateVersion = "25.11";
  };
}
