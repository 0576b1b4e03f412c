# The expression behind a NixSystem: a NixOS configuration's config.system.build.toplevel, which the host builds and a guest imports.
#
#   nix-instantiate --eval --strict --json system.nix --argstr source /path/of/root --argstr entry hosts/rose/configuration.nix
#   {"drv":"/nix/store/…-nixos-system-rose-….drv","name":"nixos-system-rose-…","out":"/nix/store/…-nixos-system-rose-…"}
#
# drv   the derivation to realise
# name  the derivation's name
# out   the system's store path
# inhibitors  what NixOS does not change under a running system, by name; left out when there is nothing
#
# Every argument can be given with --argstr. The evaluation builds and writes nothing.
{
  # The configuration's root (a directory), or a configuration.nix. An absolute path.
  source,
  # The configuration's path below source; given as "" when source is the file itself.
  entry ? "configuration.nix",
  # An absolute path or a flake reference; the default is the search path's.
  nixpkgs ? <nixpkgs>,
  system ? builtins.currentSystem,
  # The guest's identity as JSON, as in the manifest: {"hostName":…,"network":{"mac":…,"addresses":[…],"gateway":…,"dns":[…]}}.
  # It becomes weak values of nixhost.guest (identity.nix), so that the configuration's own win.
  identity ? "{}",
  # Whether guest.nix is added to the configuration, "true" or "false". Without it the guest would lose contact with its host.
  guestModule ? true,
  # The firmware of the guest's base image, "bios" or "uefi". "" leaves it to the configuration.
  firmware ? "",
}:
let
  inherit (builtins) elem filter fromJSON isPath match pathExists substring unsafeDiscardStringContext;

  fail = message: throw "nixhost: ${message}";
  absolute = what: value: if isPath value then value
    else if substring 0 1 value == "/" then /. + unsafeDiscardStringContext value
    else fail "${what} \"${value}\" is not an absolute path";
  nixpkgsPath = (import ./nixpkgs.nix { inherit nixpkgs; }).forModules;
  withGuestModule = if elem guestModule [ true "true" ] then true
    else if elem guestModule [ false "false" ] then false
    else fail "guestModule is \"${toString guestModule}\"; it can be true or false";

  # The file is read in its place below the root, so that relative imports between the root's folders hold.
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
      ++ (if firmware == "" then [ ] else [ ({ lib, ... }: { nixhost.guest.firmware = lib.mkOverride 1200 firmware; }) ])
      ++ (if fromJSON identity == { } then [ ] else [ (import ./identity.nix identity) ]);
  };
  toplevel = evaluated.config.system.build.toplevel;
  # Newer releases refuse a switch that changes one of these. The first release that did had a list.
  named = evaluated.config.system.switch.inhibitors or { };
  inhibitors = if builtins.isAttrs named then builtins.mapAttrs (_: value: unsafeDiscardStringContext (toString value)) named else { };
in
{
  drv = unsafeDiscardStringContext toplevel.drvPath;
  out = unsafeDiscardStringContext toplevel.outPath;
  inherit (toplevel) name;
} // (if inhibitors == { } then { } else { inherit inhibitors; })
