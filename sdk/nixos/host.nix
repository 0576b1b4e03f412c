# A NixOS host of Infra.NixHost, with libvirt, the provider's tools and directories, and a bridge that puts guests on the LAN.
# Moving the only network card into a bridge cuts an ssh session, so apply it with `nixos-rebuild boot` and a reboot.
{ config, lib, pkgs, ... }:
let
  inherit (lib) mkEnableOption mkIf mkOption mkOverride types;
  # It is weaker than mkDefault, so every value of the configuration wins.
  suggest = mkOverride 1200;
  cfg = config.nixhost.host;
  address = types.strMatching "[0-9.]+";
  # A bridge that has already gone has no cards to remember, and leaves the list of before.
  remember = ''
    if [ -d /sys/class/net/${cfg.bridge}/brif ]; then
      ls /sys/class/net/${cfg.bridge}/brif >/run/nixhost-${cfg.bridge}.cards
    fi
  '';
in
{
  _file = ./host.nix;
  key = "infra-nixhost/host.nix";

  options.nixhost.host = {
    enable = mkEnableOption "this machine as a host of Infra.NixHost" // { default = true; };
    package = mkOption {
      type = types.nullOr types.package;
      default = null;
      description = "The command line and the provider, for every user of the host; the root flake's module sets it. Null adds nothing.";
    };
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
      {
        assertion = cfg.interface != null -> config.networking.interfaces.${cfg.interface}.useDHCP != true;
        message = "networking.interfaces.${toString cfg.interface}.useDHCP is true, but ${toString cfg.interface} is in the bridge ${cfg.bridge} (nixhost.host.interface), which has the address instead. Remove it, or set networking.interfaces.${cfg.bridge}.useDHCP.";
      }
    ];

    virtualisation.libvirtd = {
      enable = suggest true;
      # Only guests with Autostart start with the host, so libvirt itself starts no others.
      onBoot = suggest "ignore";
      onShutdown = suggest "shutdown";
    };

    networking = {
      bridges.${cfg.bridge} = {
        interfaces = suggest (lib.optional (cfg.interface != null) cfg.interface);
        rstp = suggest false;
      };
      interfaces = {
        ${cfg.bridge} = {
          # Addresses may also be the configuration's own.
          useDHCP = suggest (cfg.interface != null && config.networking.interfaces.${cfg.bridge}.ipv4.addresses == [ ]);
          ipv4.addresses = lib.optional (cfg.address != null) { inherit (cfg) address prefixLength; };
        };
      } // lib.optionalAttrs (cfg.interface != null) {
        # The bridge has the address instead of the card, whatever the generated hardware-configuration.nix has as a default.
        ${cfg.interface}.useDHCP = mkOverride 900 false;
      };
      defaultGateway = mkIf (cfg.gateway != null) {
        address = cfg.gateway;
        interface = cfg.bridge;
      };
      # NetworkManager leaves the bridge, its card and the guests' cards to NixOS.
      networkmanager.unmanaged = map (name: "interface-name:${name}") ([ cfg.bridge "vnet*" ] ++ lib.optional (cfg.interface != null) cfg.interface);
      nameservers = mkIf (cfg.nameservers != [ ]) cfg.nameservers;
    };

    # NixOS makes the bridge anew when its service restarts, and gives back only the cards of guests that name a bridge. Those of guests on
    # a libvirt network are remembered here.
    systemd.services."${cfg.bridge}-netdev" = mkIf (!config.networking.useNetworkd) {
      preStart = remember;
      preStop = remember;
      postStart = ''
        for card in $(cat /run/nixhost-${cfg.bridge}.cards 2>/dev/null); do
          if [ -e "/sys/class/net/$card" ] && [ ! -e "/sys/class/net/$card/master" ]; then
            ip link set dev "$card" master ${cfg.bridge} || echo "$card cannot be put back into ${cfg.bridge}" >&2
          fi
        done
        rm -f /run/nixhost-${cfg.bridge}.cards
      '';
    };

    # Overlays need qemu-img, and ISO config disks need genisoimage.
    environment.systemPackages = [ pkgs.qemu pkgs.cdrkit ] ++ lib.optional (cfg.package != null) cfg.package;
    systemd.tmpfiles.rules = [
      "d /var/lib/nixhost 0711 root root -"
      "d /var/lib/libvirt/images 0711 root root -"
      "d /nix/var/nix/gcroots/nixhost 0755 root root -"
    ];
  };
}
