# A base without Infra.NixHost's modules: it mounts its disks by device and rebuilds itself from what lies there.
{ pkgs, ... }:
{
  networking.hostName = "seed-base";
  boot.loader.grub.device = "/dev/vda";
  fileSystems = {
    "/".device = "/dev/disk/by-label/nixos";
    "/etc/nixos" = { device = "/dev/vdb1"; fsType = "vfat"; options = [ "ro" "nofail" ]; };
    "/etc/nixos/hosts/self" = { device = "/dev/vdc1"; fsType = "vfat"; depends = [ "/etc/nixos" ]; options = [ "ro" "nofail" ]; };
    "/root/.ssh" = { device = "/dev/vdd1"; fsType = "vfat"; options = [ "ro" "nofail" ]; };
  };
  systemd.services.become = {
    wantedBy = [ "multi-user.target" ];
    path = [ pkgs.coreutils pkgs.nix pkgs.nixos-rebuild pkgs.systemd ];
    environment = {
      HOME = "/root";
      NIX_PATH = "nixpkgs=${pkgs.path}:nixos-config=/etc/nixos/hosts/self/configuration.nix";
    };
    serviceConfig.Type = "oneshot";
    script = ''
      set -e
      nixos-rebuild boot
      reboot() { systemctl reboot; }
      reboot
    '';
  };
}
