# The few names of nixpkgs that the tests' configurations use.
{ system }:
{
  inherit system;
  path = ./.;
  lib = {
    mkDefault = value: { _mark = "default"; inherit value; };
    mkBefore = value: { _mark = "before"; inherit value; };
  };
}
