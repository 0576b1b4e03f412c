# A stand-in for nixpkgs' library: the names that the modules of sdk/nixos and the tests' configurations use, and a small module system.
let
  inherit (builtins) attrNames concatLists concatStringsSep elem filter foldl' genList hasAttr head isAttrs length listToAttrs map
    replaceStrings stringLength substring tail;

  self = {
    inherit (builtins) attrNames attrValues concatLists concatMap concatStringsSep elem elemAt filter foldl' functionArgs genList head
      intersectAttrs isAttrs isBool isFunction isInt isList isString length listToAttrs map mapAttrs match pathExists readFile split
      stringLength substring tail toJSON;
    inherit (import ./modules.nix self) evalModules mkAfter mkBefore mkDefault mkForce mkIf mkMerge mkOption mkOptionDefault mkOrder
      mkOverride mkEnableOption mkImageMediaOverride isOption;
    types = import ./types.nix self;

    id = value: value;
    const = value: _: value;
    optional = condition: value: if condition then [ value ] else [ ];
    optionals = condition: values: if condition then values else [ ];
    optionalAttrs = condition: set: if condition then set else { };
    optionalString = condition: text: if condition then text else "";
    concatMapStringsSep = separator: function: list: concatStringsSep separator (map function list);
    concatMapStrings = function: list: concatStringsSep "" (map function list);
    concatStrings = concatStringsSep "";
    nameValuePair = name: value: { inherit name value; };
    genAttrs = names: value: listToAttrs (map (name: { inherit name; value = value name; }) names);
    mapAttrsToList = function: set: map (name: function name set.${name}) (attrNames set);
    mapAttrs' = function: set: listToAttrs (map (name: function name set.${name}) (attrNames set));
    filterAttrs = keep: set: listToAttrs (concatLists (map
      (name: if keep name set.${name} then [ { inherit name; value = set.${name}; } ] else [ ]) (attrNames set)));
    zipAttrs = sets: listToAttrs (map (name: { inherit name; value = map (set: set.${name}) (filter (hasAttr name) sets); })
      (attrNames (foldl' (all: set: all // set) { } sets)));
    hasPrefix = prefix: text: substring 0 (stringLength prefix) text == prefix;
    hasSuffix = suffix: text: stringLength text >= stringLength suffix
      && substring (stringLength text - stringLength suffix) (stringLength suffix) text == suffix;
    hasInfix = part: text: replaceStrings [ part ] [ "" ] text != text;
    splitString = separator: text: filter builtins.isString (builtins.split (self.escapeRegex separator) text);
    escapeRegex = replaceStrings [ "." "+" "*" "?" "(" ")" "[" "]" "{" "}" "^" "$" "|" "\\" ]
      [ "\\." "\\+" "\\*" "\\?" "\\(" "\\)" "\\[" "\\]" "\\{" "\\}" "\\^" "\\$" "\\|" "\\\\" ];
    escapeShellArg = value: "'${replaceStrings [ "'" ] [ "'\\''" ] (toString value)}'";
    last = list: builtins.elemAt list (length list - 1);
    range = first: end: if first > end then [ ] else genList (offset: first + offset) (end - first + 1);
    unique = foldl' (seen: value: if elem value seen then seen else seen ++ [ value ]) [ ];
    all = builtins.all;
    any = builtins.any;
    toInt = text: builtins.fromJSON text;
    toLower = replaceStrings (self.stringToCharacters "ABCDEFGHIJKLMNOPQRSTUVWXYZ") (self.stringToCharacters "abcdefghijklmnopqrstuvwxyz");
    stringToCharacters = text: genList (index: substring index 1 text) (stringLength text);
    boolToString = value: if value then "true" else "false";
    attrByPath = path: default: set: if path == [ ] then set
      else if isAttrs set && hasAttr (head path) set then self.attrByPath (tail path) default set.${head path} else default;
    hasAttrByPath = path: set: path == [ ]
      || (isAttrs set && hasAttr (head path) set && self.hasAttrByPath (tail path) set.${head path});
    setAttrByPath = path: value: if path == [ ] then value else { ${head path} = self.setAttrByPath (tail path) value; };
    getExe = package: "${package}/bin/${package.meta.mainProgram or package.pname or package.name}";
    makeBinPath = packages: concatStringsSep ":" (map (package: "${package}/bin") packages);
    isDerivation = value: (value.type or null) == "derivation";
    literalExpression = text: { _type = "literalExpression"; inherit text; };
    mdDoc = text: text;
  };
in
self
