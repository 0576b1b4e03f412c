# A stand-in for the module of that name.
{ boot.initrd.availableKernelModules = [ "virtio_blk" "virtio_net" "virtio_pci" ]; }
