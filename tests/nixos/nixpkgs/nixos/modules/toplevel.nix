# What a configuration becomes: config.system.build.toplevel, once its assertions hold.
{ config, lib, pkgs, ... }:
let
  failed = builtins.filter (entry: !entry.assertion) config.assertions;
  checked = if failed == [ ] then (x: x) else throw "\nFailed assertions:\n${lib.concatMapStringsSep "\n" (entry: "- ${entry.message}") failed}";
in
{
  config.system.build.toplevel = checked (pkgs.nixhostRun "nixos-system-${config.networking.hostName}-${config.system.nixos.label}" {
    firmware = config.nixhost.guest.firmware or "";
  } ''
    mkdir -p $out/bin
  '');
}
