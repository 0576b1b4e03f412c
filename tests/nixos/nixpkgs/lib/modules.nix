# A small module system: declared options with types, definitions with conditions, priorities and order, one level of checking. What it
# leaves out of NixOS': freeform types, disabledModules, option renames.
lib:
let
  inherit (builtins) all attrNames concatLists concatMap concatStringsSep elem filter foldl' functionArgs head intersectAttrs isAttrs
    isFunction isPath isString length listToAttrs map mapAttrs sort toString;

  isMarked = type: value: isAttrs value && (value._type or null) == type;
  isOption = isMarked "option";
  show = concatStringsSep ".";

  # --- definitions -----------------------------------------------------------------------------------------------------

  mkIf = condition: content: { _type = "if"; inherit condition content; };
  mkMerge = contents: { _type = "merge"; inherit contents; };
  mkOverride = priority: content: { _type = "override"; inherit priority content; };
  mkOrder = priority: content: { _type = "order"; inherit priority content; };
  priorities = { optionDefault = 1500; default = 1000; normal = 100; imageMedia = 60; force = 50; };

  # One definition as those it consists of, with conditions and priorities moved down to its attributes: names are known before any
  # condition is.
  pushDown = value:
    if isMarked "merge" value then concatMap pushDown value.contents
    else if isMarked "if" value then map (mapAttrs (_: mkIf value.condition)) (pushDown value.content)
    else if isMarked "override" value then map (mapAttrs (_: mkOverride value.priority)) (pushDown value.content)
    else [ value ];

  discharge = definition: let value = definition.value; in
    if isMarked "merge" value then concatMap (part: discharge (definition // { value = part; })) value.contents
    else if isMarked "if" value then (if value.condition then discharge (definition // { value = value.content; }) else [ ])
    else [ definition ];

  priorityOf = definition: if isMarked "override" definition.value then definition.value.priority else priorities.normal;
  withoutPriority = definition: if isMarked "override" definition.value then definition // { value = definition.value.content; } else definition;
  orderOf = definition: if isMarked "order" definition.value then definition.value.priority else 1000;
  withoutOrder = definition: if isMarked "order" definition.value then definition // { value = definition.value.content; } else definition;

  # A priority may be inside a condition and the other way round.
  strongest = definitions: let
    parts = concatMap discharge definitions;
    best = foldl' (lowest: part: let priority = priorityOf part; in if priority < lowest then priority else lowest) 9999 parts;
    kept = filter (part: priorityOf part == best) parts;
    inner = concatMap discharge (map withoutPriority kept);
  in map withoutOrder (sort (a: b: orderOf a < orderOf b) inner);

  # The value of one option or element from its definitions.
  mergeDefinitions = path: type: definitions: let
    parts = strongest definitions;
    wrong = filter (part: !(type.check part.value)) parts;
  in {
    isDefined = parts != [ ];
    definitions = map (part: part.value) parts;
    priority = foldl' (lowest: part: let priority = priorityOf part; in if priority < lowest then priority else lowest) 9999 (concatMap discharge definitions);
    value = if wrong != [ ] then let bad = head wrong; in
        throw "A definition for option `${show path}' is not of type `${type.description}'. Definition values:\n- In `${bad.file}': ${describe bad.value}"
      else if parts != [ ] then type.merge path parts
      else if type ? emptyValue then type.emptyValue
      else throw "The option `${show path}' is used but not defined.";
  };

  describe = value: if builtins.elem (builtins.typeOf value) [ "string" "int" "bool" "null" "float" "path" ] then builtins.toJSON value
    else "a ${builtins.typeOf value}";

  # --- modules ---------------------------------------------------------------------------------------------------------

  # A module and what it imports, each as file, key, options and config.
  load = arguments: file: key: module:
    if isPath module || isString module then load arguments (toString module) (toString module) (import module)
    else if isFunction module then load arguments file key (module (mapAttrs
      (name: _: arguments.${name} or (throw "The module `${file}' wants the argument `${name}', which is not given.")) (functionArgs module)
      // arguments.special))
    else let
      from = toString (module._file or file);
      ownKey = module.key or key;
      written = module ? config || module ? options;
      unknown = filter (name: !(elem name [ "_file" "key" "imports" "options" "config" "meta" ])) (attrNames module);
      imports = module.imports or [ ];
    in if written && unknown != [ ] then throw "Module `${from}' has an unsupported attribute `${head unknown}'."
      else concatLists (lib.genList (index: load arguments from "${ownKey}:${toString index}" (builtins.elemAt imports index)) (length imports)) ++ [ {
        file = from;
        key = ownKey;
        options = module.options or { };
        config = if written then module.config or { } else removeAttrs module [ "_file" "key" "imports" "meta" ];
      } ];

  # A module that is imported twice counts once.
  distinct = foldl' (seen: module: if builtins.any (other: other.key == module.key) seen then seen else seen ++ [ module ]) [ ];

  # --- evaluation ------------------------------------------------------------------------------------------------------

  # declarations: the trees of options at this place; definitions: what was defined at this place. Gives config, options and the paths of
  # definitions without a declaration.
  evaluate = path: declarations: definitions: let
    parts = concatMap (definition: map (value: { inherit (definition) file; inherit value; }) (pushDown definition.value)) definitions;
    optionsOf = lib.zipAttrs declarations;
    definitionsOf = name: concatMap
      (part: if part.value ? ${name} then [ { inherit (part) file; value = part.value.${name}; } ] else [ ]) parts;
    notASet = filter (part: !isAttrs part.value) parts;
    results = mapAttrs (name: trees: let here = path ++ [ name ]; in
      if all isOption trees then evaluateOption here (mergeDeclarations here trees) (definitionsOf name)
      else if builtins.any isOption trees then throw "The option `${show here}' is declared as an option and as a set of options."
      else evaluate here trees (definitionsOf name)) optionsOf;
  in {
    config = mapAttrs (_: result: result.config) results;
    options = mapAttrs (_: result: result.options) results;
    unmatched = concatMap (part: map (name: { inherit (part) file; path = path ++ [ name ]; })
        (filter (name: !(optionsOf ? ${name})) (attrNames part.value))) (if notASet != [ ] then
          throw "`${show path}' is a set of options, and `${(head notASet).file}' defines it as ${describe (head notASet).value}." else parts)
      ++ concatMap (result: result.unmatched) (map (name: results.${name}) (attrNames results));
  };

  # As in NixOS, a further declaration may add options to a submodule, and what the others do not say.
  mergeDeclarations = path: declarations: let
    twice = filter (name: length (filter (declaration: declaration ? ${name}) declarations) > 1) [ "default" "example" "description" "apply" ];
    declared = filter (declaration: declaration ? type) declarations;
    merged = foldl' (type: other: if type == null then other else lib.types.mergeTypes path type other) null (map (declaration: declaration.type) declared);
  in if twice != [ ] then throw "The option `${show path}' is already declared, with ${head twice}."
     else foldl' (option: declaration: option // declaration) { } declarations // { type = if declared == [ ] then lib.types.unspecified else merged; };

  evaluateOption = path: option: definitions: let
    ofDefault = if option ? default then [ { file = "its default"; value = mkOverride priorities.optionDefault option.default; } ] else [ ];
    merged = mergeDefinitions path option.type (definitions ++ ofDefault);
    value = (option.apply or (x: x)) merged.value;
  in {
    config = if option.readOnly or false && length definitions > 1 then throw "The option `${show path}' is read-only, but set twice." else value;
    options = option // { loc = path; isDefined = definitions != [ ]; inherit value; inherit (merged) definitions; highestPrio = merged.priority; };
    unmatched = [ ];
  };

  evalModules = { modules, specialArgs ? { }, prefix ? [ ] }: let
    arguments = { inherit lib options; config = result.config; special = specialArgs; } // specialArgs;
    loaded = distinct (concatLists (lib.genList (index: load arguments "<module>" "#${toString index}" (builtins.elemAt modules index)) (length modules)));
    result = evaluate prefix (map (module: module.options) loaded) (map (module: { inherit (module) file; value = module.config; }) loaded);
    inherit (result) options;
    stray = head result.unmatched;
  in {
    inherit options;
    config = if result.unmatched == [ ] then result.config
      else throw "The option `${show stray.path}' does not exist. Definition values:\n- In `${stray.file}'";
  };
in
{
  inherit evalModules isOption mergeDefinitions mkIf mkMerge mkOrder mkOverride pushDown;
  mkOption = declaration: declaration // { _type = "option"; };
  mkEnableOption = what: { _type = "option"; type = lib.types.bool; default = false; description = "Whether to enable ${what}."; };
  mkOptionDefault = mkOverride priorities.optionDefault;
  mkDefault = mkOverride priorities.default;
  mkImageMediaOverride = mkOverride priorities.imageMedia;
  mkForce = mkOverride priorities.force;
  mkBefore = mkOrder 500;
  mkAfter = mkOrder 1500;
}
