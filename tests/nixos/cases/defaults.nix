# Each value that the guest's modules suggest, as somebody's default.
{ lib, ... }:
let inherit (lib) mkDefault; in
{
  boot = { growPartition = mkDefault false; loader = { timeout = mkDefault 3; grub.device = mkDefault "/dev/sda"; }; };
  fileSystems."/" = { device = mkDefault "/dev/vda3"; fsType = mkDefault "btrfs"; autoResize = mkDefault false; };
  networking = { hostName = mkDefault "theirs"; useDHCP = mkDefault true; useNetworkd = mkDefault true; };
  systemd.network.wait-online.anyInterface = mkDefault false;
  services = {
    qemuGuest.enable = mkDefault false;
    openssh.settings = { PermitRootLogin = mkDefault "no"; PasswordAuthentication = mkDefault true; KbdInteractiveAuthentication = mkDefault true; };
  };
  system.stateVersion = "25.11";
}
