# What NixOS itself makes of the options and asserts of them, as far as the modules of sdk/nixos meet it. tests/nixos/real compares with a
# real nixpkgs.
{ config, lib, pkgs, ... }:
let
  inherit (lib) mkDefault mkIf;
  inherit (config) networking;
  inherit (config.boot.loader) grub;
  duplicates = list: builtins.length (lib.unique list) != builtins.length list;
  hasInterface = gateway: gateway != null -> gateway.interface != null;
  isAdmin = name: user: name == "root" || user.group == "wheel" || builtins.elem "wheel" user.extraGroups;
  canLogIn = user: user.hashedPassword != null || user.password != null || user.hashedPasswordFile != null
    || user.openssh.authorizedKeys.keys != [ ] || user.openssh.authorizedKeys.keyFiles != [ ];
in
{
  config = {
    boot.loader.grub = {
      enable = mkIf config.boot.loader.systemd-boot.enable (mkDefault false);
      devices = mkIf (grub.enable && grub.device != "") [ grub.device ];
    };
    networking.useDHCP = mkIf networking.networkmanager.enable false;
    systemd.network.enable = mkIf networking.useNetworkd true;
    users.users.root = { };

    # A bridge is a service of scripted networking.
    systemd.services = mkIf (!networking.useNetworkd) (lib.mapAttrs' (name: _: lib.nameValuePair "${name}-netdev" {
      path = [ pkgs.iproute2 ];
      script = "ip link add name ${name} type bridge";
      postStop = "ip link del dev ${name} || true";
    }) networking.bridges);

    warnings = lib.optional (config.systemd.network.enable && networking.useDHCP && !networking.useNetworkd)
      "systemd.network.enable and networking.useDHCP without networking.useNetworkd can cause both networkd and dhcpcd to manage the same interfaces.";
    assertions = [
      { assertion = config.fileSystems ? "/"; message = "The ‘fileSystems’ option does not specify your root file system."; }
      { assertion = grub.enable -> grub.devices != [ ]; message = "You must set the option ‘boot.loader.grub.devices’ or 'boot.loader.grub.mirroredBoots' to make the system bootable."; }
      { assertion = !(duplicates grub.devices); message = "You cannot have duplicated devices in mirroredBoots"; }
      { assertion = grub.enable && grub.efiInstallAsRemovable -> !config.boot.loader.efi.canTouchEfiVariables;
        message = "If you wish to to use boot.loader.grub.efiInstallAsRemovable, then turn off boot.loader.efi.canTouchEfiVariables"; }
      { assertion = networking.useNetworkd -> hasInterface networking.defaultGateway; message = "networking.defaultGateway.interface is not optional when using networkd."; }
      { assertion = networking.useNetworkd -> hasInterface networking.defaultGateway6; message = "networking.defaultGateway6.interface is not optional when using networkd."; }
      { assertion = !config.users.mutableUsers -> !config.users.allowNoPasswordLogin
          -> lib.any (name: isAdmin name config.users.users.${name} && canLogIn config.users.users.${name}) (builtins.attrNames config.users.users);
        message = "Neither the root account nor any wheel user has a password or SSH authorized key."; }
    ];
  };
}
