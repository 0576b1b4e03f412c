{ warnings = [ "the moon is full" ]; system.stateVersion = "25.11"; }
