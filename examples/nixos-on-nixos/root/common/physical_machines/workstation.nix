# The hardware of one kind of machine.
{
  boot.initrd.availableKernelModules = [ "ahci" "nvme" "xhci_pci" ];
  boot.kernelModules = [ "kvm-intel" ];
  boot.loader.systemd-boot.enable = true;
  fileSystems."/" = { device = "/dev/disk/by-label/nixos"; fsType = "ext4"; };
}
