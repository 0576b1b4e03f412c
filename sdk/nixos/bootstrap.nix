# The services with which a guest configures itself: bootstrap.sh switches it to the system that its host requests,
# bootstrap/carrier.sh exchanges messages with the host, and bootstrap/network.sh gives a base its network.
{ config, lib, pkgs, ... }:
let
  inherit (lib) mkDefault mkIf mkOption types;
  cfg = config.nixhost.bootstrap;
  guest = config.nixhost.guest;
  ssh = config.services.openssh;

  # The guest's files are one store path, which a base and its systems share. Files that only a host evaluates are left out.
  sources = builtins.path {
    name = "nixhost-guest";
    path = ./.;
    filter = path: type: type == "directory" || lib.hasSuffix ".sh" path
      || builtins.elem (baseNameOf path) [ "guest.nix" "bootstrap.nix" "disk.nix" "root.nix" "identity.nix" ];
  };
  # nixpkgs has one store path however often it is copied, so that a guest rebuilt from its own copy keeps it.
  nixpkgs = let path = cfg.nixpkgs; in
    if builtins ? currentSystem && lib.hasPrefix builtins.storeDir (toString path) then builtins.storePath path
    else builtins.path {
      name = "nixpkgs";
      path = /. + builtins.unsafeDiscardStringContext (toString path);
      filter = file: _: baseNameOf file != ".git";
    };
  run = script: "${pkgs.bash}/bin/bash ${sources}/${script}";
  path = [ pkgs.coreutils pkgs.findutils pkgs.gawk pkgs.gnugrep pkgs.gnused pkgs.iproute2 pkgs.jq pkgs.systemd pkgs.util-linux ];
  # The device belongs to the guest's virtual hardware, and the service waits for it.
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
        Whether the guest switches to the system that its host requests. The specialised system keeps this service: a change by the
        host is applied at once or at the next boot.
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
      description = "Seconds between a failed attempt and the next one.";
    };
    bootSeconds = mkOption {
      type = types.ints.positive;
      default = 600;
      description = ''
        Seconds in which a new system must reach its default target. The guest then returns to its former system. A system on trial
        that ends in emergency mode returns after half a minute.
      '';
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
        The nixpkgs for rebuilds inside the guest, unless the manifest names another. It is part of the image, so that no channel is
        needed. Null leaves it out; systems that are built on the host do not need it.
      '';
    };
  };

  config = mkIf cfg.enable {
    systemd.services = {
      nixhost-bootstrap = {
        description = "Switch this guest to the system that its host requests";
        wantedBy = [ "multi-user.target" ];
        # sshd has made the reported host keys by then. The script waits for the network itself where it needs one.
        after = [ "nixhost-carrier.service" "local-fs.target" "nix-daemon.socket" "sshd.service" ];
        wants = [ "nixhost-carrier.service" ];
        path = path ++ [ config.nix.package ];
        environment = {
          HOME = "/root";
          NIXHOST_ATTEMPTS = toString cfg.attempts;
          NIXHOST_BOOT_WAIT = toString cfg.bootSeconds;
          NIXHOST_DISK_WAIT = toString cfg.diskSeconds;
          NIXHOST_FIRMWARE = guest.firmware;
          NIXHOST_SDK = sources;
        } // lib.optionalAttrs (cfg.nixpkgs != null) { NIXHOST_NIXPKGS = "${nixpkgs}"; }
          // lib.optionalAttrs ssh.enable { NIXHOST_HOST_KEY = "/etc/ssh/ssh_host_ed25519_key.pub"; };
        # This service switches systems, so the switch must not stop it.
        restartIfChanged = false;
        stopIfChanged = false;
        unitConfig = {
          X-StopOnRemoval = false;
          StartLimitIntervalSec = 0;
        };
        serviceConfig = {
          # Nothing waits for its end. A switch waits for every active target, and would wait for ever for a target that waits for the switch.
          Type = "exec";
          RemainAfterExit = true;
          StateDirectory = "nixhost";
          StateDirectoryMode = "0755";
          RuntimeDirectory = "nixhost";
          RuntimeDirectoryMode = "0700";
          RuntimeDirectoryPreserve = true;
          ExecStart = run "bootstrap.sh";
          Restart = "on-failure";
          RestartSec = cfg.retrySeconds;
          # The script gave up, or the configuration is wrong, so another start cannot help.
          RestartPreventExitStatus = "65 78";
          # Building a large configuration on a slow guest takes long.
          RuntimeMaxSec = "2h";
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

      # A new system that cannot come up returns to the former one. The bootstrap would be too late for that: in emergency mode it never starts.
      nixhost-trial = {
        description = "Return to the former system when the new one does not come up";
        wantedBy = [ "sysinit.target" "emergency.target" ];
        before = [ "shutdown.target" ];
        conflicts = [ "shutdown.target" ];
        inherit path;
        environment.NIXHOST_TRIAL_WAIT = toString (cfg.bootSeconds + 300);
        restartIfChanged = false;
        unitConfig = {
          DefaultDependencies = false;
          IgnoreOnIsolate = true;
        };
        serviceConfig = {
          ExecStart = run "bootstrap/trial.sh";
          StandardOutput = "journal+console";
          StandardError = "journal+console";
        };
      };

      # The service exists only in configurations without an address of their own.
      nixhost-network = mkIf (guest.network.addresses == [ ]) {
        description = "Take this guest's network from its host's manifest";
        wantedBy = [ "multi-user.target" "systemd-networkd.service" ];
        wants = [ "network-pre.target" ];
        before = [ "network-pre.target" "systemd-networkd.service" "shutdown.target" ]
          ++ lib.optional config.networking.networkmanager.enable "NetworkManager.service";
        after = [ "systemd-udevd.service" "systemd-udev-trigger.service" "local-fs.target" ];
        conflicts = [ "shutdown.target" ];
        inherit path;
        environment = mkIf config.networking.networkmanager.enable { NIXHOST_NETWORK_MANAGER = "1"; };
        restartIfChanged = false;
        unitConfig.DefaultDependencies = false;
        serviceConfig = {
          Type = "oneshot";
          RemainAfterExit = true;
          # The mount of the config disk stays invisible to other services.
          PrivateMounts = true;
          ExecStart = run "bootstrap/network.sh";
          TimeoutStartSec = 60;
        };
      };
    };

    # sshd reads the public keys that the bootstrap has installed from the host's disk.
    services.openssh.authorizedKeysFiles = mkIf ssh.enable [ "/var/lib/nixhost/authorized_keys.d/%u" ];
    # A system that fails to boot restarts, and GRUB then boots the former one.
    boot.kernelParams = lib.mkBefore [ "panic=10" "boot.panic_on_fail" ];
    # The image contains its nixpkgs, so no channel is needed.
    nix.channel.enable = mkIf (cfg.nixpkgs != null) (mkDefault false);
    nix.nixPath = mkIf (cfg.nixpkgs != null) (mkDefault [ "nixpkgs=${nixpkgs}" "nixos-config=/etc/nixos/configuration.nix" ]);
  };
}
