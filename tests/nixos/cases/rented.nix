# A rented server: xfs on the third partition, networkd by hand.
{
  boot.loader.grub.device = "/dev/vda";
  fileSystems."/" = { device = "/dev/vda3"; fsType = "xfs"; };
  networking = { useDHCP = false; dhcpcd.enable = false; };
  systemd.network = {
    enable = true;
    networks."10-wan" = { matchConfig.Name = "eth0"; address = [ "198.51.100.9/27" ]; gateway = [ "198.51.100.1" ]; };
  };
  services.openssh.enable = true;
  system.stateVersion = "24.05";
}
