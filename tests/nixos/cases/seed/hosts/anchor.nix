{ imports = [ ../common/host.nix ]; called = "anchor"; ip = "192.168.1.2"; card = "eno1"; key = "ssh-ed25519 AAAAexample"; }
