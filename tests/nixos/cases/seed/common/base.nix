# The base of all guests makes itself what lies in its folder.
{ pkgs, ... }:
{
  imports = [ ./guests/disks.nix ./guests/boot.nix ];
  systemd.services.become = {
    path = [ pkgs.nixos-rebuild ];
    wantedBy = [ "multi-user.target" ];
    serviceConfig = { Type = "oneshot"; RemainAfterExit = "yes"; };
    script = "nixos-rebuild boot -I nixos-config=/etc/nixos/hosts/self/configuration.nix && reboot";
  };
  system.stateVersion = "25.11";
}
