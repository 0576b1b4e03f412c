# The expression behind a NixImage. It turns a NixOS configuration, an expression or a flake into one bootable image. The result is plain
# data: the derivation and its future output.
#
#   nix-instantiate --eval --strict --json image.nix --argstr kind configuration --argstr source /etc/nixos/guest.nix
#   {"drv":"/nix/store/…-nixos-disk-image.drv","file":"nixos.qcow2","name":"nixos-disk-image","out":"/nix/store/…-nixos-disk-image"}
#
# drv   the derivation to realise, or null when the value is a path that needs no build
# out   the store path, or the plain path, of the image
# name  the derivation's name
# file  the image's path below `out`, or null when the derivation does not say
#
# No attribute may be called outPath, because `--json` would print only that string.
# Every argument can be given with --argstr, where diskSize and arguments are read as JSON.
{
  # "configuration": source is a NixOS configuration (file, or directory with configuration.nix or default.nix).
  # "expression": source is any Nix file; its value is a derivation, a NixOS system, a path, or a function to one of these.
  # "flake": source is a flake reference, with or without "#attribute".
  kind ? "configuration",
  source,
  # Attribute path inside an expression or flake: a.b."c.d".e
  attr ? "",
  # An absolute path or a flake reference; the default is the search path's.
  nixpkgs ? <nixpkgs>,
  system ? builtins.currentSystem,
  # "qcow2" or "qcow2-compressed". A compressed image has no references to the system's closure.
  format ? "qcow2",
  # "auto" or MiB.
  diskSize ? "auto",
  # "bios" or "uefi".
  firmware ? "bios",
  # The name of the image in `system.build.images` of a NixOS system.
  variant ? "qemu",
  # The arguments of a function value, and the module arguments of a configuration.
  arguments ? { },
}:
let
  inherit (builtins) attrNames concatStringsSep elem filter fromJSON functionArgs getContext head intersectAttrs isAttrs
    isFunction isPath isString length match pathExists split substring stringLength tail typeOf unsafeDiscardStringContext;

  fail = message: throw "nixhost: ${message}";
  quoteAll = names: if names == [ ] then "none" else concatStringsSep ", " names;
  oneOf = what: allowed: value: if elem value allowed then value
    else fail "${what} is \"${toString value}\"; it can be ${concatStringsSep " or " allowed}";

  checkedFormat = oneOf "format" [ "qcow2" "qcow2-compressed" ] format;
  checkedFirmware = oneOf "firmware" [ "bios" "uefi" ] firmware;
  diskSizeMiB = if !isString diskSize || diskSize == "auto" then diskSize
    else if match "[0-9]+" diskSize != null then fromJSON diskSize
    else fail "diskSize is \"${diskSize}\"; it can be auto or a number of MiB";
  givenArguments = if isString arguments then fromJSON arguments else arguments;

  absolute = what: value: if isPath value then value
    else if substring 0 1 value == "/" then /. + unsafeDiscardStringContext value
    else fail "${what} \"${value}\" is not an absolute path";
  nixpkgsPath = (import ./nixpkgs.nix { inherit nixpkgs; }).path;

  # --- attribute paths -------------------------------------------------------------------------------------------------

  # a.b."c.d" -> [ "a" "b" "c.d" ]
  parsePath = text: if text == "" then [ ] else let
    quoted = match "\"([^\"]*)\"(\\.(.*))?" text;
    plain = match "([^.\"]+)(\\.(.*))?" text;
    found = if quoted != null then quoted else plain;
    rest = builtins.elemAt found 2;
  in if found == null then fail "the attribute path \"${attr}\" cannot be read at \"${text}\""
     else [ (head found) ] ++ parsePath (if rest == null then "" else rest);

  hasPath = path: value: path == [ ] || (isAttrs value && value ? ${head path} && hasPath (tail path) value.${head path});
  getPath = path: value: if path == [ ] then value else let name = head path; in
    if !isAttrs value then fail "attribute \"${name}\" of \"${attr}\" was looked for in a ${typeOf value}, not in a set (${toString source})"
    else if !(value ? ${name}) then fail "there is no attribute \"${name}\" (of \"${attr}\") in ${toString source}; there are: ${quoteAll (attrNames value)}"
    else getPath (tail path) value.${name};

  # --- from a NixOS configuration --------------------------------------------------------------------------------------

  configurationFile = let
    path = absolute "source" source;
    candidates = filter pathExists [ (path + "/configuration.nix") (path + "/default.nix") ];
  in if !pathExists path then fail "the configuration ${toString path} does not exist"
     else if candidates != [ ] then head candidates
     else path;

  # The arguments of make-disk-image differ between releases, so only the known ones are passed.
  diskImageOf = nixpkgsPath: evaluated: let
    make = import (nixpkgsPath + "/nixos/lib/make-disk-image.nix");
    image = make (intersectAttrs (functionArgs make) {
      inherit (evaluated) config pkgs;
      lib = evaluated.lib or evaluated.pkgs.lib;
      format = checkedFormat;
      diskSize = diskSizeMiB;
      partitionTableType = if checkedFirmware == "uefi" then "efi" else "legacy";
      label = evaluated.config.nixhost.guest.rootLabel or "nixos";
      name = "nixos-disk-image";
      baseName = "nixos";
      # A guest with its own nixpkgs needs no channel for root.
      copyChannel = (evaluated.config.nixhost.bootstrap.nixpkgs or null) == null;
    });
  in image // { passthru = { filePath = "nixos.qcow2"; } // image.passthru or { }; };

  fromConfiguration = let
    evaluated = import ((import ./nixpkgs.nix { inherit nixpkgs; }).forModules + "/nixos/lib/eval-config.nix") {
      inherit system;
      specialArgs = givenArguments;
      modules = [ configurationFile ./disk.nix ({ lib, ... }: {
        nixhost.guest = { firmware = lib.mkOverride 1200 checkedFirmware; disk = lib.mkForce "image"; };
      }) ];
    };
    said = evaluated.config.nixhost.guest.firmware;
  in if said == checkedFirmware then ofDerivation (diskImageOf nixpkgsPath evaluated)
     else fail "the image is for ${checkedFirmware}, and the configuration says nixhost.guest.firmware = \"${said}\": give the NixImage the same firmware";

  # --- from any value --------------------------------------------------------------------------------------------------

  fromSystem = evaluated: let
    images = evaluated.config.system.build.images;
    name = if variant == "qemu" && checkedFirmware == "uefi" then "qemu-efi" else variant;
  in if !(evaluated.config.system.build ? images) then diskImageOf evaluated.pkgs.path evaluated   # before NixOS 25.05
     else if images ? ${name} then images.${name}
     else fail "the NixOS system has no image variant \"${name}\"; it has: ${quoteAll (attrNames images)}";

  call = function: function (intersectAttrs (functionArgs function) { inherit system; nixpkgs = nixpkgsPath; } // givenArguments);

  imageOf = value:
    if isFunction value then imageOf (call value)
    else if isString value || isPath value then ofPath value
    else if isAttrs value && value ? config.system.build then ofDerivation (fromSystem value)
    else if isAttrs value && (value.type or "") == "derivation" then ofDerivation value
    else fail "expected a derivation, a NixOS system, a path or a function to one of these, and got a ${typeOf value}";

  # --- results ---------------------------------------------------------------------------------------------------------

  ofDerivation = image: {
    drv = unsafeDiscardStringContext image.drvPath;
    out = unsafeDiscardStringContext image.outPath;
    inherit (image) name;
    file = image.passthru.filePath or null;
  };

  # A string may be a path inside a derivation's output ("${image}/disk.qcow2"), and then that derivation is built.
  ofPath = value: let
    text = unsafeDiscardStringContext (toString value);
    context = if isString value then getContext value else { };
    makers = filter (name: context.${name} ? outputs) (attrNames context);
    inStore = match "(${builtins.storeDir}/[^/]+)(/(.*))?" text;
    out = if inStore == null then text else head inStore;
    file = if inStore == null then null else builtins.elemAt inStore 2;
    base = baseNameOf out;
  in if length makers > 1 then fail "the path ${text} depends on ${toString (length makers)} derivations; give the one that makes the image"
     else if makers == [ ] && inStore == null && !pathExists (absolute "the image path" text) then fail "the image ${text} does not exist"
     else {
       drv = if makers == [ ] then null else head makers;
       inherit out file;
       name = if inStore == null then base else substring 33 (stringLength base) base;
     };

  # --- the three kinds -------------------------------------------------------------------------------------------------

  # An attribute path of a function is looked up in the function's result.
  imageAt = path: root: let
    applied = path != [ ] && isFunction root;
    value = getPath path (if applied then call root else root);
  in if givenArguments != { } && !applied && !isFunction value
     then fail "arguments are given (${quoteAll (attrNames givenArguments)}), but the value in ${toString source} is not a function"
     else imageOf value;

  fromExpression = imageAt (parsePath attr) (import (absolute "source" source));

  fromFlake = let
    parts = filter isString (split "#" source);
    path = parsePath (if attr != "" || length parts == 1 then attr else builtins.elemAt parts 1);
    flake = builtins.getFlake (head parts);
    places = if path == [ ] then [ [ "packages" system "default" ] [ "defaultPackage" system ] ]
      else map (prefix: prefix ++ path) [ [ "packages" system ] [ "legacyPackages" system ] [ ] [ "nixosConfigurations" ] ];
    found = filter (place: hasPath place flake) places;
  in if found != [ ] then imageAt (head found) flake
     else fail "the flake ${head parts} has none of ${concatStringsSep ", " (map (concatStringsSep ".") places)}";

  results = { configuration = fromConfiguration; expression = fromExpression; flake = fromFlake; };
in
results.${oneOf "kind" (attrNames results) kind}
