# Who may log in comes from a key alone.
{ config, ... }:
{
  users = {
    mutableUsers = false;
    users = {
      root.openssh.authorizedKeys.keys = [ config.key ];
      nina = { isNormalUser = true; extraGroups = [ "wheel" ]; openssh.authorizedKeys.keys = [ config.key ]; };
    };
  };
}
