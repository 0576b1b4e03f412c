# Options of the stand-in alone: the ways in which a system fails.
{ lib, ... }:
let
  inherit (lib) mkOption types;
in
{
  options.standIn = {
    boots = mkOption {
      type = types.enum [ "always" "panics" "hangs" ];
      default = "always";
      description = "What the system does when it is started.";
    };
    reports = mkOption {
      type = types.bool;
      default = true;
      description = "Whether anything is carried to the host.";
    };
    switchFails = mkOption {
      type = types.bool;
      default = false;
      description = "Whether switch-to-configuration fails.";
    };
    buildFails = mkOption {
      type = types.bool;
      default = false;
      description = "Whether the system cannot be built.";
    };
    units = mkOption {
      type = types.attrsOf types.str;
      description = "The rendered unit files.";
    };
  };
}
