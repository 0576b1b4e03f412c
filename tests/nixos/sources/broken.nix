{ networking.hostName = "unfinished"
