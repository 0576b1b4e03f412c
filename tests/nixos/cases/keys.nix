# A key that lies in the guest. Only sshd asks for it.
{
  services.openssh.enable = true;
  users.users.root.openssh.authorizedKeys.keys = [
    (builtins.readFile (builtins.head (builtins.filter builtins.pathExists [ "/nowhere/.ssh/authorized_keys" ])))
  ];
  system.stateVersion = "25.11";
}
