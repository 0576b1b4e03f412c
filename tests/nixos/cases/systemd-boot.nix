{ boot.loader.systemd-boot.enable = true; services.openssh.enable = true; system.stateVersion = "25.11"; }
