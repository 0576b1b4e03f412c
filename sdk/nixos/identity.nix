# Turns the host's description of a guest into a module. Its values are weaker than mkDefault, so that the configuration's own values win.
#   {"hostName":"rose","network":{"mac":"52:54:…","addresses":["192.168.1.12/24"],"gateway":"192.168.1.1","dns":["192.168.1.1"]}}
json:
let
  inherit (builtins) attrNames concatStringsSep filter fromJSON isAttrs listToAttrs map;

  onlyKnown = what: known: value: let strange = filter (name: !(builtins.elem name known)) (attrNames value); in
    if !isAttrs value then throw "nixhost: ${what} is ${builtins.toJSON value}; it is a JSON object"
    else if strange != [ ] then throw "nixhost: ${what} has ${concatStringsSep ", " strange}; it can have ${concatStringsSep ", " known}"
    else value;
  withoutNull = set: listToAttrs (map (name: { inherit name; value = set.${name}; }) (filter (name: set.${name} != null) (attrNames set)));

  identity = withoutNull (onlyKnown "identity" [ "hostName" "network" ] (fromJSON json));
  network = withoutNull (onlyKnown "identity.network" [ "mac" "addresses" "gateway" "dns" ] (identity.network or { }));
in
{ lib, ... }:
let suggest = lib.mkOverride 1200; in
{
  _file = ./identity.nix;
  # A guest that its host describes runs on the disk of its base.
  nixhost.guest = { disk = suggest "base"; }
    // (if identity ? hostName then { hostName = suggest identity.hostName; } else { })
    // (if network != { } then { network = builtins.mapAttrs (_: suggest) network; } else { });
}
