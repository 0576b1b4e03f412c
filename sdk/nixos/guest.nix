# A NixOS guest of Infra.NixHost: boots from the image's disk and grows with it, is on its network under a static address, speaks to its host
# on console, agent and status channel, and lets in the public keys that its host hands over. For the shared base image and for every system
# that takes its place; whatever the configuration says itself wins.
{ config, lib, ... }:
let
  inherit (lib) mkDefault mkIf mkOption types;
  cfg = config.nixhost.guest;
  network = cfg.network;
  isStatic = network.addresses != [ ];
  address = "[0-9a-fA-F:.]+";
in
{
  _file = ./guest.nix;
  # A configuration may import a copy of its own beside the one that system.nix adds.
  key = "infra-nixhost/guest.nix";
  imports = [ ./disk.nix ./bootstrap.nix ];

  options.nixhost.guest = {
    hostName = mkOption {
      type = types.nullOr types.str;
      default = null;
      description = "The guest's name, unless the configuration sets networking.hostName.";
    };
    network = {
      mac = mkOption {
        type = types.nullOr (types.strMatching "([0-9a-f]{2}:){5}[0-9a-f]{2}");
        default = null;
        example = "52:54:00:12:34:56";
        description = "The network card the addresses are for, by its MAC address in lower case; null for every Ethernet card.";
      };
      addresses = mkOption {
        type = types.listOf (types.strMatching "${address}/[0-9]{1,3}");
        default = [ ];
        example = [ "192.168.1.12/24" ];
        description = "The static addresses with prefix length; empty leaves the network to the rest of the configuration (DHCP as it comes).";
      };
      gateway = mkOption {
        type = types.nullOr (types.strMatching address);
        default = null;
        description = "The default gateway.";
      };
      dns = mkOption {
        type = types.listOf (types.strMatching address);
        default = [ ];
        description = "The name servers.";
      };
    };
  };

  config = {
    assertions = [
      {
        assertion = network.gateway != null -> isStatic;
        message = "nixhost.guest.network.gateway is ${toString network.gateway}, but nixhost.guest.network.addresses is empty: a gateway needs a static address.";
      }
      {
        assertion = network.mac != null -> isStatic;
        message = "nixhost.guest.network.mac is ${toString network.mac}, but nixhost.guest.network.addresses is empty: say which addresses the card has.";
      }
    ];

    networking = {
      hostName = mkIf (cfg.hostName != null) (mkDefault cfg.hostName);
      useNetworkd = mkDefault true;
      useDHCP = mkIf isStatic (mkDefault false);
    };
    # A match by MAC address: the name of a card depends on the slot it is in.
    systemd.network = {
      networks."10-nixhost" = mkIf isStatic {
        matchConfig = if network.mac != null then { MACAddress = network.mac; } else { Type = "ether"; };
        address = network.addresses;
        gateway = lib.optional (network.gateway != null) network.gateway;
        inherit (network) dns;
        networkConfig.DHCP = "no";
        linkConfig.RequiredForOnline = "routable";
      };
      wait-online.anyInterface = mkDefault true;
    };

    services = {
      qemuGuest.enable = mkDefault true;
      # The status channel's port as a unit, for what wants to be started with it.
      udev.extraRules = ''
        SUBSYSTEM=="virtio-ports", ATTR{name}=="org.nixhost.*", TAG+="systemd"
      '';
      openssh.settings = {
        PermitRootLogin = mkDefault "prohibit-password";
        PasswordAuthentication = mkDefault false;
        KbdInteractiveAuthentication = mkDefault false;
      };
    };
  };
}
