# A NixOS host of Infra.NixHost: libvirt, the tools that the provider calls, its directories, and a bridge that puts guests on the LAN.
# Moving the only network card into a bridge over ssh cuts the session: apply it with `nixos-rebuild boot` and a reboot.
{ config, lib, pkgs, ... }:
let
  inherit (lib) mkDefault mkEnableOption mkIf mkOption types;
  cfg = config.nixhost.host;
  address = types.strMatching "[0-9.]+";
in
{
  _file = ./host.nix;
  key = "infra-nixhost/host.nix";

  options.nixhost.host = {
    enable = mkEnableOption "this machine as a host of Infra.NixHost" // { default = true; };
    bridge = mkOption {
      type = types.strMatching "[A-Za-z0-9_.-]{1,15}";
      default = "br0";
      description = "The bridge that guests are on; the Bridge of a BridgeNetwork.";
    };
    interface = mkOption {
      type = types.nullOr types.str;
      default = null;
      example = "eno1";
      description = "The network card that connects the bridge to the LAN; null for a bridge without uplink.";
    };
    address = mkOption {
      type = types.nullOr address;
      default = null;
      example = "192.168.1.2";
      description = "The host's own static address, which is the bridge's; null takes it by DHCP, or none when there is no uplink.";
    };
    prefixLength = mkOption {
      type = types.ints.between 1 32;
      default = 24;
      description = "The prefix length of the address.";
    };
    gateway = mkOption {
      type = types.nullOr address;
      default = null;
      description = "The default gateway.";
    };
    nameservers = mkOption {
      type = types.listOf address;
      default = [ ];
      description = "The name servers; empty leaves them to the rest of the configuration.";
    };
  };

  config = mkIf cfg.enable {
    assertions = [
      {
        assertion = cfg.gateway != null -> cfg.address != null;
        message = "nixhost.host.gateway is ${toString cfg.gateway}, but nixhost.host.address is not set: a gateway needs a static address.";
      }
    ];

    virtualisation.libvirtd = {
      enable = mkDefault true;
      # Guests that shall start with the host say so themselves (Autostart); the others stay as they were left.
      onBoot = mkDefault "ignore";
      onShutdown = mkDefault "shutdown";
    };

    networking = {
      bridges.${cfg.bridge} = {
        interfaces = lib.optional (cfg.interface != null) cfg.interface;
        rstp = mkDefault false;
      };
      interfaces = {
        ${cfg.bridge} = {
          useDHCP = mkDefault (cfg.address == null && cfg.interface != null);
          ipv4.addresses = lib.optional (cfg.address != null) { inherit (cfg) address prefixLength; };
        };
      } // lib.optionalAttrs (cfg.interface != null) {
        # The card has no address of its own any more.
        ${cfg.interface}.useDHCP = mkDefault false;
      };
      defaultGateway = mkIf (cfg.gateway != null) {
        address = cfg.gateway;
        interface = cfg.bridge;
      };
      nameservers = mkIf (cfg.nameservers != [ ]) cfg.nameservers;
    };

    # qemu-img for overlays, genisoimage for ISO config disks.
    environment.systemPackages = [ pkgs.qemu pkgs.cdrkit ];
    systemd.tmpfiles.rules = [
      "d /var/lib/nixhost 0711 root root -"
      "d /var/lib/libvirt/images 0711 root root -"
      "d /nix/var/nix/gcroots/nixhost 0755 root root -"
    ];
  };
}
