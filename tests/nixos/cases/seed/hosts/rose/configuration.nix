{ imports = [ ../../common/guest.nix ]; called = "rose"; ip = "192.168.1.12"; card = "ens1"; key = "ssh-ed25519 AAAAexample"; }
