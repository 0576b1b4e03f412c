# How a guest configures itself: a service that makes the system its host asks for its own (bootstrap.sh), one that carries its reports to the
# host and hears it (bootstrap/carrier.sh), and one that gives a base its network (bootstrap/network.sh).
{ config, lib, pkgs, ... }:
let
  inherit (lib) mkDefault mkIf mkOption types;
  cfg = config.nixhost.bootstrap;
  guest = config.nixhost.guest;
  ssh = config.services.openssh;

  # Everything here but what only a host evaluates, under one store path: a base and its systems share it, and a rebuild imports it.
  sources = builtins.path {
    name = "nixhost-guest";
    path = ./.;
    filter = path: type: type == "directory" || lib.hasSuffix ".sh" path
      || builtins.elem (baseNameOf path) [ "guest.nix" "bootstrap.nix" "disk.nix" "identity.nix" ];
  };
  # Under one store path as well, however often it was copied: a guest that is rebuilt from its own copy keeps it.
  nixpkgs = let path = cfg.nixpkgs; in
    if builtins ? currentSystem && lib.hasPrefix builtins.storeDir (toString path) then builtins.storePath path
    else builtins.path { name = "nixpkgs"; path = /. + builtins.unsafeDiscardStringContext (toString path); };
  run = script: "${pkgs.bash}/bin/bash ${sources}/${script}";
  path = [ pkgs.coreutils pkgs.findutils pkgs.gawk pkgs.gnugrep pkgs.gnused pkgs.iproute2 pkgs.jq pkgs.systemd pkgs.util-linux ];
  # Without a device the service waits for it: it comes with the guest's virtual hardware.
  port = "/dev/virtio-ports/org.nixhost.bootstrap";
in
{
  _file = ./bootstrap.nix;
  key = "infra-nixhost/bootstrap.nix";

  options.nixhost.bootstrap = {
    enable = mkOption {
      type = types.bool;
      default = true;
      description = ''
        Whether the guest makes the system that its host asks for its own. Kept in the specialised system too: a change that the host
        delivers is applied at once or at the next boot, and nothing happens as long as nothing changes.
      '';
    };
    attempts = mkOption {
      type = types.ints.between 1 20;
      default = 3;
      description = "How often one configuration is tried before the guest gives up and stays on the system it has.";
    };
    retrySeconds = mkOption {
      type = types.ints.positive;
      default = 20;
      description = "Seconds between an attempt that failed for a reason that may pass and the next one.";
    };
    diskSeconds = mkOption {
      type = types.ints.positive;
      default = 20;
      description = "Seconds to wait for a disk that the host's manifest names.";
    };
    nixpkgs = mkOption {
      type = types.nullOr (types.either types.path types.str);
      default = pkgs.path;
      description = ''
        The nixpkgs with which a configuration is rebuilt inside the guest, unless the manifest names another: part of the image, so that no
        channel is needed. Null leaves it out; systems that are built on the host do not need it.
      '';
    };
  };

  config = mkIf cfg.enable {
    systemd.services = {
      nixhost-bootstrap = {
        description = "Make the system that the host asks for this guest's own";
        wantedBy = [ "multi-user.target" ];
        # The keys it reports are made by then; it does not need the network, or waits for it itself.
        after = [ "nixhost-carrier.service" "local-fs.target" "nix-daemon.socket" "sshd.service" ];
        wants = [ "nixhost-carrier.service" ];
        path = path ++ [ config.nix.package ];
        environment = {
          HOME = "/root";
          NIXHOST_ATTEMPTS = toString cfg.attempts;
          NIXHOST_DISK_WAIT = toString cfg.diskSeconds;
          NIXHOST_FIRMWARE = guest.firmware;
          NIXHOST_SDK = sources;
        } // lib.optionalAttrs (cfg.nixpkgs != null) { NIXHOST_NIXPKGS = "${nixpkgs}"; }
          // lib.optionalAttrs ssh.enable { NIXHOST_HOST_KEY = "/etc/ssh/ssh_host_ed25519_key.pub"; };
        # It switches systems itself: the switch must not end it.
        restartIfChanged = false;
        stopIfChanged = false;
        unitConfig = {
          X-StopOnRemoval = false;
          StartLimitIntervalSec = 0;
        };
        serviceConfig = {
          Type = "oneshot";
          RemainAfterExit = true;
          StateDirectory = "nixhost";
          StateDirectoryMode = "0755";
          RuntimeDirectory = "nixhost";
          RuntimeDirectoryMode = "0700";
          RuntimeDirectoryPreserve = true;
          ExecStart = run "bootstrap.sh";
          Restart = "on-failure";
          RestartSec = cfg.retrySeconds;
          # Given up, or wrong: it will not heal by itself.
          RestartPreventExitStatus = "65 78";
          # A configuration may be large, and a guest slow.
          TimeoutStartSec = "2h";
          SyslogIdentifier = "nixhost-bootstrap";
        };
      };

      nixhost-carrier = {
        description = "Carry this guest's reports to its host";
        wantedBy = [ "multi-user.target" ];
        inherit path;
        environment.NIXHOST_PORT = port;
        unitConfig.StartLimitIntervalSec = 0;
        serviceConfig = {
          StateDirectory = "nixhost";
          StateDirectoryMode = "0755";
          RuntimeDirectory = "nixhost";
          RuntimeDirectoryMode = "0700";
          RuntimeDirectoryPreserve = true;
          ExecStart = run "bootstrap/carrier.sh";
          Restart = "always";
          RestartSec = 1;
        };
      };

      # Only where the configuration has no address of its own.
      nixhost-network = mkIf (guest.network.addresses == [ ]) {
        description = "Take this guest's network from its host's manifest";
        wantedBy = [ "multi-user.target" "systemd-networkd.service" ];
        wants = [ "network-pre.target" ];
        before = [ "network-pre.target" "systemd-networkd.service" "shutdown.target" ];
        after = [ "systemd-udevd.service" "systemd-udev-trigger.service" "local-fs.target" ];
        conflicts = [ "shutdown.target" ];
        inherit path;
        restartIfChanged = false;
        unitConfig.DefaultDependencies = false;
        serviceConfig = {
          Type = "oneshot";
          RemainAfterExit = true;
          # Its mount is nobody else's business.
          PrivateMounts = true;
          ExecStart = run "bootstrap/network.sh";
          TimeoutStartSec = 60;
        };
      };
    };

    # sshd reads what the bootstrap has installed from the host's disk: public keys, never private ones.
    services.openssh.authorizedKeysFiles = mkIf ssh.enable [ "/var/lib/nixhost/authorized_keys.d/%u" ];
    # A system that cannot come up starts again, and then it is the former one.
    boot.kernelParams = lib.mkBefore [ "panic=10" "boot.panic_on_fail" ];
    # The image brings its nixpkgs.
    nix.channel.enable = mkIf (cfg.nixpkgs != null) (mkDefault false);
    nix.nixPath = mkIf (cfg.nixpkgs != null) (mkDefault [ "nixpkgs=${nixpkgs}" "nixos-config=/etc/nixos/configuration.nix" ]);
  };
}
