# The types of options: what a definition may be, and how several become one value.
lib:
let
  inherit (builtins) all attrNames concatLists concatMap concatStringsSep elem filter foldl' head isAttrs isBool isFloat isFunction isInt
    isList isPath isString length listToAttrs map match;
  modules = import ../lib/modules.nix lib;
  show = concatStringsSep ".";
  values = map (definition: definition.value);

  # Equal definitions are one; different ones are a conflict.
  mergeEqual = path: definitions: let first = head definitions; in
    if all (definition: definition.value == first.value) definitions then first.value
    else throw "The option `${show path}' has conflicting definitions, in ${concatStringsSep " and " (map (definition: "`${definition.file}'") definitions)}.";
  mergeOne = path: definitions: if length definitions == 1 then (head definitions).value
    else throw "The option `${show path}' is defined multiple times, in ${concatStringsSep " and " (map (definition: "`${definition.file}'") definitions)}.";

  simple = description: check: { inherit description check; merge = mergeEqual; };
  isPackage = value: (isAttrs value && (value.type or "") == "derivation") || (isString value && lib.hasPrefix builtins.storeDir value);
  isStringLike = value: isString value || isPath value || (isAttrs value && (value ? outPath || value ? __toString));

  attributes = description: element: {
    inherit description;
    check = isAttrs;
    emptyValue = { };
    merge = path: definitions: let
      parts = concatMap (definition: map (value: { inherit (definition) file; inherit value; }) (modules.pushDown definition.value)) definitions;
      names = lib.unique (concatMap (part: attrNames part.value) parts);
      merged = lib.genAttrs names (name: modules.mergeDefinitions (path ++ [ name ]) element
        (concatMap (part: if part.value ? ${name} then [ { inherit (part) file; value = part.value.${name}; } ] else [ ]) parts));
    in builtins.mapAttrs (_: result: result.value) (lib.filterAttrs (_: result: result.isDefined) merged);
    inherit element;
  };

  types = rec {
    # The type of an option that is declared twice.
    mergeTypes = path: first: second:
      if first ? declared && second ? declared then submodule (first.declared ++ second.declared)
      else if first ? element && second ? element then attrsOf (mergeTypes path first.element second.element)
      else if first.description == second.description then first
      else throw "The option `${show path}' is already declared, with another type.";

    unspecified = simple "unspecified value" (_: true);
    raw = { description = "raw value"; check = _: true; merge = mergeOne; };
    anything = { description = "anything"; check = _: true; merge = path: definitions:
      if length definitions == 1 then (head definitions).value
      else if all (definition: isAttrs definition.value && !(definition.value ? outPath)) definitions then (attrsOf anything).merge path definitions
      else if all (definition: isList definition.value) definitions then concatLists (values definitions)
      else mergeEqual path definitions; };
    bool = simple "boolean" isBool;
    int = simple "signed integer" isInt;
    float = simple "floating point number" isFloat;
    number = simple "signed integer or floating point number" (value: isInt value || isFloat value);
    str = simple "string" isString;
    singleLineStr = simple "(optionally newline-terminated) single-line string" (value: isString value && match "[^\n]*\n?" value != null);
    nonEmptyStr = simple "non-empty string" (value: isString value && match "[ \t\n]*" value == null);
    lines = { description = "strings concatenated with \"\\n\""; check = isString; merge = _: definitions: concatStringsSep "\n" (values definitions); };
    commas = { description = "strings concatenated with \",\""; check = isString; merge = _: definitions: concatStringsSep "," (values definitions); };
    path = simple "path" (value: isStringLike value && lib.hasPrefix "/" (toString value));
    package = simple "package" isPackage;
    shellPackage = package;
    port = between 0 65535 // { description = "16 bit unsigned integer; between 0 and 65535 (both inclusive)"; };
    ints = { inherit between; positive = simple "positive integer" (value: isInt value && value > 0); unsigned = simple "unsigned integer" (value: isInt value && value >= 0); };
    between = least: most: simple "integer between ${toString least} and ${toString most} (both inclusive)" (value: isInt value && value >= least && value <= most);
    strMatching = pattern: simple "string matching the pattern ${pattern}" (value: isString value && match pattern value != null);
    enum = allowed: simple "one of ${concatStringsSep ", " (map builtins.toJSON allowed)}" (value: elem value allowed);
    functionTo = _: { description = "function"; check = isFunction; merge = mergeOne; };

    nullOr = type: type // {
      description = "null or ${type.description}";
      check = value: value == null || type.check value;
      merge = path: definitions: if all (definition: definition.value == null) definitions then null
        else if builtins.any (definition: definition.value == null) definitions then mergeEqual path definitions else type.merge path definitions;
    };
    either = first: second: {
      description = "${first.description} or ${second.description}";
      check = value: first.check value || second.check value;
      merge = path: definitions: if all (definition: first.check definition.value) definitions then first.merge path definitions
        else if all (definition: second.check definition.value) definitions then second.merge path definitions
        else mergeEqual path definitions;
    };
    oneOf = choices: if length choices == 1 then head choices else either (head choices) (oneOf (builtins.tail choices));
    coercedTo = from: convert: to: to // {
      check = value: from.check value || to.check value;
      merge = path: definitions: to.merge path (map (definition: if from.check definition.value then definition // { value = convert definition.value; } else definition) definitions);
    };

    listOf = element: {
      description = "list of ${element.description}";
      check = isList;
      emptyValue = [ ];
      merge = path: definitions: map (result: result.value) (filter (result: result.isDefined) (concatMap
        (definition: map (value: modules.mergeDefinitions (path ++ [ "*" ]) element [ { inherit (definition) file; inherit value; } ]) definition.value) definitions));
    };
    nonEmptyListOf = element: let list = listOf element; in removeAttrs list [ "emptyValue" ] // { check = value: isList value && value != [ ]; };
    attrsOf = element: attributes "attribute set of ${element.description}" element;
    lazyAttrsOf = element: attributes "lazy attribute set of ${element.description}" element // {
      merge = path: definitions: let parts = concatMap (definition: map (value: { inherit (definition) file; inherit value; }) (modules.pushDown definition.value)) definitions; in
        lib.genAttrs (lib.unique (concatMap (part: attrNames part.value) parts)) (name: (modules.mergeDefinitions (path ++ [ name ]) element
          (concatMap (part: if part.value ? ${name} then [ { inherit (part) file; value = part.value.${name}; } ] else [ ]) parts)).value);
    };
    attrs = { description = "attribute set"; check = isAttrs; emptyValue = { }; merge = _: definitions: foldl' (a: b: a // b) { } (values definitions); };

    submodule = module: let declared = if isList module then module else [ module ]; in {
      description = "submodule";
      inherit declared;
      check = value: isAttrs value || isFunction value || isPath value;
      emptyValue = { };
      merge = path: definitions: (modules.evalModules {
        prefix = path;
        specialArgs.name = lib.last path;
        modules = declared ++ map (definition: if isAttrs definition.value then { _file = definition.file; config = definition.value; } else definition.value) definitions;
      }).config;
    };
    deferredModule = raw // { description = "module"; merge = _: definitions: { imports = values definitions; }; };
  };
in
types
