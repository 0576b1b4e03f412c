# A stand-in for NixOS' eval-config.nix: reads modules (paths, functions, sets) and merges what they set, mkDefault losing and
# mkBefore going first. Just enough to see which values image.nix and image-defaults.nix give and which ones a configuration keeps.
{ system, modules, specialArgs ? { } }:
let
  inherit (builtins) attrNames concatLists concatMap filter foldl' isAttrs isFunction isList isPath;
  pkgs = import ../../pkgs.nix { inherit system; };
  lib = pkgs.lib;

  load = module:
    if isPath module || builtins.isString module then load (import module)
    else if isFunction module then load (module ({ inherit lib pkgs config; modulesPath = ../modules; } // specialArgs))
    else concatMap load (module.imports or [ ]) ++ [ (removeAttrs module [ "imports" "_file" ]) ];

  isMarked = kind: value: isAttrs value && (value._mark or "") == kind;
  plain = value: if isAttrs value && value ? _mark then value.value else value;
  merge = values: let
    set = filter (value: !isMarked "default" value) values;
    strongest = if set == [ ] then values else set;
    first = map plain (filter (isMarked "before") strongest);
    rest = map plain (filter (value: !isMarked "before" value) strongest);
    all = first ++ rest;
    one = builtins.head all;
  in if isList one then concatLists all
     else if isAttrs one && !(one ? type) then mergeSets all
     else if builtins.length all == 1 then one
     else throw "two definitions: ${builtins.toJSON all}";
  mergeSets = sets: builtins.mapAttrs (name: _: merge (map (set: set.${name}) (filter (set: set ? ${name}) sets))) (foldl' (a: b: a // b) { } sets);

  config = mergeSets (concatMap load modules);
in
{ inherit config pkgs lib; }
