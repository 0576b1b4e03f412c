# What a NixSystem evaluates: a NixOS configuration's system (config.system.build.toplevel), built on the host for a guest that imports it.
#
#   nix-instantiate --eval --strict --json system.nix --argstr source /path/of/root --argstr entry hosts/rose/configuration.nix
#   {"drv":"/nix/store/…-nixos-system-rose-….drv","name":"nixos-system-rose-…","out":"/nix/store/…-nixos-system-rose-…"}
#
# drv   the derivation to realise
# name  the derivation's name
# out   the system's store path
#
# Every argument can be given with --argstr. Nothing is written and nothing is built by the evaluation.
{
  # The configuration's root (a directory), or a configuration.nix. An absolute path.
  source,
  # The configuration's path below source; given as "" when source is the file itself.
  entry ? "configuration.nix",
  # An absolute path or a flake reference; the default is the search path's.
  nixpkgs ? <nixpkgs>,
  system ? builtins.currentSystem,
  # JSON: what the guest is on its network, as in the manifest: {"hostName":…,"network":{"mac":…,"addresses":[…],"gateway":…,"dns":[…]}}.
  # What is given becomes a default of nixhost.guest (identity.nix); the configuration's own values win.
  identity ? "{}",
  # Whether guest.nix is added to the configuration. A base and its specialised systems share it: without it the guest would not come back
  # to its host. "true" or "false".
  guestModule ? true,
  # "bios" or "uefi": what the guest's base image was built for. "" leaves it to the configuration.
  firmware ? "",
}:
let
  inherit (builtins) elem filter fromJSON isPath match pathExists substring unsafeDiscardStringContext;

  fail = message: throw "nixhost: ${message}";
  absolute = what: value: if isPath value then value
    else if substring 0 1 value == "/" then /. + unsafeDiscardStringContext value
    else fail "${what} \"${value}\" is not an absolute path";
  nixpkgsPath = if isPath nixpkgs || substring 0 1 nixpkgs == "/" then absolute "nixpkgs" nixpkgs
    else (builtins.getFlake nixpkgs).outPath;
  withGuestModule = if elem guestModule [ true "true" ] then true
    else if elem guestModule [ false "false" ] then false
    else fail "guestModule is \"${toString guestModule}\"; it can be true or false";

  # A path below the root: relative imports between the root's folders hold because the file is read where it lies.
  configurationFile = let
    root = absolute "source" source;
    file = if entry == "" then root
      else if substring 0 1 entry == "/" || match "(.*/)?\\.\\.(/.*)?" entry != null
      then fail "entry is \"${entry}\"; it is a path below ${toString root}, without .."
      else root + "/${entry}";
    candidates = filter pathExists [ (file + "/configuration.nix") (file + "/default.nix") ];
  in if !pathExists root then fail "the configuration ${toString root} does not exist"
     else if !pathExists file then fail "there is no ${entry} in ${toString root}"
     else if candidates != [ ] then builtins.head candidates
     else file;

  evaluated = import (nixpkgsPath + "/nixos/lib/eval-config.nix") {
    inherit system;
    modules = [ configurationFile ]
      ++ (if withGuestModule then [ ./guest.nix ] else [ ])
      ++ (if firmware == "" then [ ] else [ ({ lib, ... }: { nixhost.guest.firmware = lib.mkDefault firmware; }) ])
      ++ (if fromJSON identity == { } then [ ] else [ (import ./identity.nix identity) ]);
  };
  toplevel = evaluated.config.system.build.toplevel;
in
{
  drv = unsafeDiscardStringContext toplevel.drvPath;
  out = unsafeDiscardStringContext toplevel.outPath;
  inherit (toplevel) name;
}
