# Lists the options of the stand-in that a real nixpkgs lacks: [ "a.b.c" … ], which should be empty.
{ stand-in, nixpkgs }:
let
  inherit (builtins) attrNames concatLists isAttrs map;
  declared = (import (/. + stand-in + "/nixos/lib/eval-config.nix") { system = "x86_64-linux"; modules = [ ]; }).options;
  isOption = value: isAttrs value && (value._type or "") == "option";
  paths = path: value: if isOption value then [ path ] else concatLists (map (name: paths (path ++ [ name ]) value.${name}) (attrNames value));
  wanted = builtins.filter (path: builtins.head path != "standIn") (paths [ ] declared);

  real = (import (/. + nixpkgs + "/nixos") { configuration = { }; }).options;
  has = path: set: path == [ ] || isOption set || (isAttrs set && set ? ${builtins.head path} && has (builtins.tail path) set.${builtins.head path});
in
{
  checked = builtins.length wanted;
  missing = map (builtins.concatStringsSep ".") (builtins.filter (path: !(has path real)) wanted);
}
