# The nixpkgs of an evaluation: `path` is where it is, and `forModules` the same, once it is new enough for the modules beside this file.
{
  # An absolute path, or a flake reference.
  nixpkgs,
}:
let
  inherit (builtins) compareVersions head isPath match pathExists readFile substring unsafeDiscardStringContext;
  # guest.nix sets nix.channel, which this release was the first to have.
  oldest = "23.11";

  path = if isPath nixpkgs then nixpkgs
    else if substring 0 1 nixpkgs == "/" then /. + unsafeDiscardStringContext nixpkgs
    else (builtins.getFlake nixpkgs).outPath;
  file = path + "/.version";
  # Newer releases have a link there, which not every copy of nixpkgs keeps.
  release = if pathExists file then match "([0-9]+\\.[0-9]+).*" (readFile file) else null;
in
{
  inherit path;
  forModules = if !pathExists (path + "/nixos/lib/eval-config.nix")
    then throw "nixhost: there is no NixOS in the nixpkgs ${toString nixpkgs}: nixos/lib/eval-config.nix is missing"
    else if release != null && compareVersions (head release) oldest < 0
    then throw "nixhost: the nixpkgs ${toString nixpkgs} is NixOS ${head release}, and Infra.NixHost needs NixOS ${oldest} or newer: name another nixpkgs"
    else path;
}
