# A NixOS guest of Infra.NixHost. It boots from the image's disk, grows with it, and has a static address. Its host reaches it by console,
# agent, status channel and public keys. The shared base image and every specialised system import this module. What it suggests is weaker
# than mkDefault, so every value of the configuration wins; what it needs is an assertion with the option's name.
{ config, lib, ... }:
let
  inherit (lib) mkIf mkOption mkOverride types;
  suggest = mkOverride 1200;
  cfg = config.nixhost.guest;
  network = cfg.network;
  isStatic = network.addresses != [ ];
  networking = config.networking;
  lacksInterface = gateway: gateway != null && gateway.interface == null;
  address = "[0-9a-fA-F:.]+";
in
{
  _file = ./guest.nix;
  # A configuration may import its own copy beside the one of system.nix; the key makes NixOS take one.
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
        description = "The static addresses with prefix length; empty leaves the network to the rest of the configuration, DHCP by default.";
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
        assertion = isStatic -> config.systemd.network.enable;
        message = "systemd.network.enable is false, but the guest's address ${toString network.addresses} (nixhost.guest.network.addresses) is set by systemd-networkd. Remove systemd.network.enable, or leave the guest's address to the configuration.";
      }
      {
        assertion = isStatic && networking.dhcpcd.enable -> networking.useNetworkd || !networking.useDHCP;
        message = "networking.useDHCP is true without networking.useNetworkd, so dhcpcd would give the card of ${toString network.addresses} (nixhost.guest.network.addresses) another address. Set networking.useDHCP = false, ${
          if lacksInterface networking.defaultGateway then "give networking.defaultGateway an interface" else "or remove networking.useNetworkd = false"}.";
      }
      {
        assertion = network.mac != null -> isStatic;
        message = "nixhost.guest.network.mac is ${toString network.mac}, but nixhost.guest.network.addresses is empty: say which addresses the card has.";
      }
    ];

    networking = {
      hostName = mkIf (cfg.hostName != null) (suggest cfg.hostName);
      # networkd refuses a gateway without an interface, which NixOS' own scripts take.
      useNetworkd = suggest (!(lacksInterface networking.defaultGateway || lacksInterface networking.defaultGateway6));
      useDHCP = mkIf isStatic (suggest false);
      # The card with our address has one master.
      networkmanager.unmanaged = mkIf isStatic [ (if network.mac != null then "mac:${network.mac}" else "type:ethernet") ];
    };
    # The match is by MAC address, because the name of a card depends on its slot.
    systemd.network = {
      # The address needs networkd, also beside NetworkManager or scripts that have the other cards. A base may get one from its manifest.
      enable = mkIf (isStatic || networking.networkmanager.enable) (suggest true);
      networks."10-nixhost" = mkIf isStatic {
        matchConfig = if network.mac != null then { MACAddress = network.mac; } else { Type = "ether"; };
        address = network.addresses;
        gateway = lib.optional (network.gateway != null) network.gateway;
        inherit (network) dns;
        networkConfig.DHCP = "no";
        linkConfig.RequiredForOnline = "routable";
      };
      wait-online = {
        # Where NetworkManager has every card, networkd would wait in vain for one of its own.
        enable = mkIf (!isStatic && networking.networkmanager.enable) (suggest false);
        anyInterface = suggest true;
      };
    };

    services = {
      qemuGuest.enable = suggest true;
      # The rule makes the status channel's port a systemd device, so that units can wait for it.
      udev.extraRules = ''
        SUBSYSTEM=="virtio-ports", ATTR{name}=="org.nixhost.*", TAG+="systemd"
      '';
      openssh.settings = {
        PermitRootLogin = suggest "prohibit-password";
        PasswordAuthentication = suggest false;
        KbdInteractiveAuthentication = suggest false;
      };
    };
    # The host's public keys are no users.users of the configuration, so NixOS would miss a way to log in.
    users.allowNoPasswordLogin = mkIf (config.nixhost.bootstrap.enable && config.services.openssh.enable) (suggest true);
  };
}
