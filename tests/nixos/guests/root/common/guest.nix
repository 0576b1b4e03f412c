# What base and guests have in common. It fails quickly, because tests wait for it; attempts.nix is where a test has fewer of them.
{
  imports = if builtins.pathExists ./attempts.nix then [ ./attempts.nix ] else [ ];
  services.openssh.enable = true;
  nixhost.bootstrap = { retrySeconds = 1; diskSeconds = 8; };
}
