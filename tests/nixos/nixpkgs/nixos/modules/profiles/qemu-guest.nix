# The stand-in for the NixOS module of this name.
{ boot.initrd.availableKernelModules = [ "virtio_blk" "virtio_net" "virtio_pci" ]; }
