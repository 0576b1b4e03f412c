# Tests the values that the modules of sdk/nixos set, over the stand-in's options: {"passed":[…],"failed":[{"name":…,"wanted":…,"got":…}]}
# `broken` names one configuration that must be refused, and evaluates it to its end.
{ sdk, nixpkgs, broken ? "" }:
let
  path = text: /. + text;
  lib = import (path nixpkgs + "/lib");
  evaluate = modules: (import (path nixpkgs + "/nixos/lib/eval-config.nix") { system = "x86_64-linux"; inherit modules; });
  guest = path sdk + "/guest.nix";
  host = path sdk + "/host.nix";
  of = modules: (evaluate modules).config;
  toplevel = modules: (of modules).system.build.toplevel.drvPath;

  bare = of [ guest ];
  static = of [ guest { nixhost.guest = { hostName = "rose"; network = {
    mac = "52:54:00:00:00:01"; addresses = [ "192.168.1.12/24" ]; gateway = "192.168.1.1"; dns = [ "192.168.1.1" "9.9.9.9" ]; }; }; } ];
  own = of [ guest ({ lib, ... }: {
    networking = { hostName = "mine"; useDHCP = true; };
    nixhost.guest = { hostName = "rose"; network.addresses = [ "192.168.1.12/24" ]; };
    fileSystems."/" = { device = "/dev/vda3"; fsType = "btrfs"; autoResize = false; };
    boot = { kernelParams = [ "console=hvc0" ]; loader = { timeout = 5; grub.device = "/dev/sda"; }; };
    services = { qemuGuest.enable = false; openssh = { enable = true; settings.PermitRootLogin = "no"; }; };
    nixhost.bootstrap.attempts = 5;
  }) ];
  uefi = of [ guest { nixhost.guest.firmware = "uefi"; } ];
  off = of [ guest { nixhost.bootstrap.enable = false; } ];
  managed = of [ guest { networking = { networkmanager.enable = true; useNetworkd = false; }; } ];
  managedStatic = of [ guest { networking.networkmanager.enable = true; nixhost.guest.network.addresses = [ "192.168.1.12/24" ]; } ];
  light = of [ guest { nixhost.bootstrap.nixpkgs = null; services.openssh.enable = true; } ];
  # image.nix and system.nix add these to a configuration that imports its own copy.
  twice = of [ { imports = [ guest ]; } guest (path sdk + "/disk.nix") (path sdk + "/bootstrap.nix") ];
  # system.build.images of NixOS overrides the root file system with this priority.
  medium = of [ guest ({ lib, ... }: { fileSystems = lib.mkImageMediaOverride { "/" = { device = "/dev/disk/by-label/iso"; fsType = "iso9660"; }; }; }) ];
  here = ./.;
  flake = (import (path sdk + "/flake.nix")).outputs { };
  # Every value that the modules suggest, as somebody's mkDefault.
  defaults = of [ guest (here + "/cases/defaults.nix") { nixhost.guest = { hostName = "rose"; network.addresses = [ "192.168.1.12/24" ]; }; } ];
  bareHost = of [ host { boot.loader.systemd-boot.enable = true; fileSystems."/" = { device = "/dev/sda1"; fsType = "ext4"; }; } ];
  theirHost = of [ host ({ lib, ... }: {
    virtualisation.libvirtd = { enable = lib.mkDefault false; onBoot = lib.mkDefault "start"; onShutdown = lib.mkDefault "suspend"; };
    networking = { bridges.br0.rstp = lib.mkDefault true; interfaces = { br0.useDHCP = lib.mkDefault false; eno1.useDHCP = lib.mkDefault true; }; };
    nixhost.host.interface = "eno1";
  }) ];
  bridge = bareHost.systemd.services.br0-netdev;
  # A host that had its bridge before.
  grown = of [ host {
    networking = { bridges.br0.interfaces = [ "eno1" ]; interfaces.br0.ipv4.addresses = [ { address = "192.168.1.2"; prefixLength = 24; } ]; };
    nixhost.host.interface = "eno1";
  } ];
  networkd = of [ host { networking.useNetworkd = true; } ];
  # Its packages need a real nixpkgs, and the rest of it does not.
  rootFlake = (import (path sdk + "/../../flake.nix")).outputs {
    self.packages.x86_64-linux.default = (import (path nixpkgs) { system = "x86_64-linux"; }).jq;
    nixpkgs.lib = import (path nixpkgs + "/lib");
  };
  rootHost = of [ rootFlake.nixosModules.host ];
  lan = of [ host { nixhost.host = { interface = "eno1"; address = "192.168.1.2"; gateway = "192.168.1.1"; nameservers = [ "192.168.1.1" ]; }; } ];
  isolated = of [ host { nixhost.host.bridge = "lab0"; } ];
  # NixOS warns of a system that does not say its release.
  examples = [ "nixos-on-nixos/root/hosts/LillyLeaf" "nixos-on-nixos/root/hosts/RosePetal" "many-hosts/root/hosts/fern" "import-components/root/hosts/web" ];
  isDated = example: (evaluate [ guest (path sdk + "/../../examples/${example}/configuration.nix") ]).options.system.stateVersion.highestPrio < 1500;
  service = config: name: config.systemd.services.${name};

  cases = {
    "The root file system is the image's" = [ bare.fileSystems."/".device "/dev/disk/by-label/nixos" ];
    "The root file system grows with its disk" = [ [ bare.boot.growPartition bare.fileSystems."/".autoResize ] [ true true ] ];
    "The serial console is there" = [ (builtins.elem "console=ttyS0,115200n8" bare.boot.kernelParams) true ];
    "A guest that cannot come up starts again" = [ (builtins.filter (x: x == "panic=10" || x == "boot.panic_on_fail") bare.boot.kernelParams) [ "panic=10" "boot.panic_on_fail" ] ];
    "The agent runs" = [ bare.services.qemuGuest.enable true ];
    "The status port is a unit" = [ bare.services.udev.extraRules "SUBSYSTEM==\"virtio-ports\", ATTR{name}==\"org.nixhost.*\", TAG+=\"systemd\"\n" ];
    "BIOS boots from the first disk" = [ bare.boot.loader.grub.devices [ "/dev/vda" ] ];
    "UEFI boots from the removable path" = [ { inherit (uefi.boot.loader.grub) devices efiSupport efiInstallAsRemovable; } { devices = [ "nodev" ]; efiSupport = true; efiInstallAsRemovable = true; } ];
    "UEFI mounts the ESP" = [ uefi.fileSystems."/boot".fsType "vfat" ];
    "Without an address the network stays as it is" = [ [ bare.networking.useDHCP bare.systemd.network.networks ] [ true { } ] ];
    "Without an address the manifest's network is taken" = [ (service bare "nixhost-network").before [ "network-pre.target" "systemd-networkd.service" "shutdown.target" ] ];
    "Beside NetworkManager the manifest's network has networkd, and nothing waits for networkd's cards" = [
      [ managed.systemd.network.enable managed.systemd.network.wait-online.enable (builtins.elem "NetworkManager.service" (service managed "nixhost-network").before)
        (service managed "nixhost-network").environment ] [ true false true { NIXHOST_NETWORK_MANAGER = "1"; } ] ];
    "Without NetworkManager nothing is told to it" = [ (service bare "nixhost-network").environment { } ];
    "A static address is waited for beside NetworkManager" = [ managedStatic.systemd.network.wait-online.enable true ];
    "A static address is for the card with the MAC address" = [ { inherit (static.systemd.network.networks."10-nixhost") matchConfig address gateway dns networkConfig; }
      { matchConfig.MACAddress = "52:54:00:00:00:01"; address = [ "192.168.1.12/24" ]; gateway = [ "192.168.1.1" ]; dns = [ "192.168.1.1" "9.9.9.9" ]; networkConfig.DHCP = "no"; } ];
    "With a static address there is no DHCP" = [ static.networking.useDHCP false ];
    "With a static address the manifest's network is not taken" = [ (static.systemd.services ? nixhost-network) false ];
    "The identity names the guest" = [ static.networking.hostName "rose" ];
    "A configuration keeps its own name" = [ own.networking.hostName "mine" ];
    "A configuration keeps its own DHCP" = [ own.networking.useDHCP true ];
    "A configuration keeps its own disk" = [ { inherit (own.fileSystems."/") device fsType autoResize; } { device = "/dev/vda3"; fsType = "btrfs"; autoResize = false; } ];
    "A configuration keeps its own loader" = [ [ own.boot.loader.timeout own.boot.loader.grub.device ] [ 5 "/dev/sda" ] ];
    "A configuration's console is the last" = [ (builtins.elemAt own.boot.kernelParams (builtins.length own.boot.kernelParams - 1)) "console=hvc0" ];
    "A configuration keeps its own ssh" = [ { inherit (own.services.openssh.settings) PermitRootLogin PasswordAuthentication; } { PermitRootLogin = "no"; PasswordAuthentication = false; } ];
    "A configuration keeps its own agent" = [ own.services.qemuGuest.enable false ];
    "A static address without a card is for every Ethernet card" = [ own.systemd.network.networks."10-nixhost".matchConfig { Type = "ether"; } ];
    "An image's own root wins" = [ { inherit (medium.fileSystems."/") device fsType; } { device = "/dev/disk/by-label/iso"; fsType = "iso9660"; } ];
    "A module that is imported twice counts once" = [ twice.fileSystems."/".device "/dev/disk/by-label/nixos" ];

    "The bootstrap starts with the system" = [ (service bare "nixhost-bootstrap").wantedBy [ "multi-user.target" ] ];
    "The bootstrap is not tried again when it gave up" = [ (service bare "nixhost-bootstrap").serviceConfig.RestartPreventExitStatus "65 78" ];
    "The bootstrap is tried again otherwise" = [ (service bare "nixhost-bootstrap").serviceConfig.Restart "on-failure" ];
    "A switch does not end the bootstrap" = [ (let s = service bare "nixhost-bootstrap"; in [ s.restartIfChanged s.stopIfChanged s.unitConfig.X-StopOnRemoval ]) [ false false false ] ];
    "Nothing waits for the bootstrap's end" = [ (service bare "nixhost-bootstrap").serviceConfig.Type "exec" ];
    "A system on trial is watched from its start, and in emergency mode" = [ (service bare "nixhost-trial").wantedBy [ "sysinit.target" "emergency.target" ] ];
    "The watch is longer than a boot may take" = [ (service bare "nixhost-trial").environment.NIXHOST_TRIAL_WAIT "900" ];
    "The bootstrap keeps its state" = [ (service bare "nixhost-bootstrap").serviceConfig.StateDirectory "nixhost" ];
    "The bootstrap tries three times" = [ (service bare "nixhost-bootstrap").environment.NIXHOST_ATTEMPTS "3" ];
    "The bootstrap tries as often as said" = [ (service own "nixhost-bootstrap").environment.NIXHOST_ATTEMPTS "5" ];
    "The bootstrap knows the firmware" = [ (service uefi "nixhost-bootstrap").environment.NIXHOST_FIRMWARE "uefi" ];
    "The image brings nixpkgs" = [ ((service bare "nixhost-bootstrap").environment ? NIXHOST_NIXPKGS) true ];
    "No channel is needed" = [ [ bare.nix.channel.enable (builtins.substring 0 8 (builtins.head bare.nix.nixPath)) ] [ false "nixpkgs=" ] ];
    "nixpkgs can be left out" = [ [ ((service light "nixhost-bootstrap").environment ? NIXHOST_NIXPKGS) light.nix.channel.enable ] [ false true ] ];
    "sshd reads the host's public keys" = [ light.services.openssh.authorizedKeysFiles [ "/var/lib/nixhost/authorized_keys.d/%u" ] ];
    "The host key is reported where sshd runs" = [ (service light "nixhost-bootstrap").environment.NIXHOST_HOST_KEY "/etc/ssh/ssh_host_ed25519_key.pub" ];
    "Without sshd there is no host key" = [ ((service bare "nixhost-bootstrap").environment ? NIXHOST_HOST_KEY) false ];
    "The bootstrap can be left out" = [ off.systemd.services { } ];
    "A base and its systems share the scripts" = [ (service bare "nixhost-bootstrap").serviceConfig.ExecStart (service static "nixhost-bootstrap").serviceConfig.ExecStart ];
    "The carrier always runs" = [ (service bare "nixhost-carrier").serviceConfig.Restart "always" ];

    "Whatever a guest's modules suggest yields to a default" = [
      [ defaults.boot.growPartition defaults.boot.loader.timeout defaults.boot.loader.grub.devices (builtins.removeAttrs defaults.fileSystems."/" [ "depends" "options" "replaced" ])
        defaults.networking.hostName defaults.networking.useDHCP defaults.systemd.network.wait-online.anyInterface defaults.services.qemuGuest.enable ]
      [ false 3 [ "/dev/sda" ] { device = "/dev/vda3"; fsType = "btrfs"; autoResize = false; mountPoint = "/"; enable = true; label = null; neededForBoot = false; noCheck = false; autoFormat = false; }
        "theirs" true false false ] ];
    "Also ssh" = [ defaults.services.openssh.settings { PermitRootLogin = "no"; PasswordAuthentication = true; KbdInteractiveAuthentication = true; } ];
    "The guest's address stays" = [ defaults.systemd.network.networks."10-nixhost".address [ "192.168.1.12/24" ] ];
    "Whatever the host's module suggests yields to a default" = [
      { inherit (theirHost.virtualisation.libvirtd) enable onBoot onShutdown; inherit (theirHost.networking.bridges.br0) rstp; inherit (theirHost.networking.interfaces.br0) useDHCP; }
      { enable = false; onBoot = "start"; onShutdown = "suspend"; rstp = true; useDHCP = false; } ];
    "A card in the bridge has no DHCP of a generated default" = [ theirHost.networking.interfaces.eno1.useDHCP false ];
    "NetworkManager leaves the bridge, its card and those of guests alone" = [ theirHost.networking.networkmanager.unmanaged [ "interface-name:br0" "interface-name:vnet*" "interface-name:eno1" ] ];
    "A bridge that is made anew gets its cards back" = [ (map (lib.hasInfix "br0") [ bridge.preStart bridge.preStop bridge.postStart ]) [ true true true ] ];
    "A host keeps the bridge that it had" = [ [ grown.networking.bridges.br0.interfaces grown.networking.interfaces.br0.useDHCP ] [ [ "eno1" ] false ] ];
    "With networkd there is no service of the bridge" = [ (networkd.systemd.services ? br0-netdev) false ];

    "The examples' systems say their release" = [ (map isDated examples) (map (_: true) examples) ];
    "The flake has the modules" = [ flake.nixosModules { inherit guest host; default = guest; } ];
    "The root flake has the guest's module too" = [ rootFlake.nixosModules.guest guest ];
    "The root flake's host has the provider and the command line" = [ (map (p: p.pname or "") rootHost.environment.systemPackages) [ "qemu" "cdrkit" "jq" ] ];
    "A host without the root flake has only tools" = [ (map (p: p.pname or "") lan.environment.systemPackages) [ "qemu" "cdrkit" ] ];
    "The root flake's templates are there" = [ (map (t: builtins.pathExists t.path) (builtins.attrValues (removeAttrs rootFlake.templates [ "default" ]))) [ true true ] ];
    "The host's bridge has the card" = [ lan.networking.bridges.br0.interfaces [ "eno1" ] ];
    "The host's address is the bridge's" = [ lan.networking.interfaces.br0.ipv4.addresses [ { address = "192.168.1.2"; prefixLength = 24; } ] ];
    "The card has none" = [ [ lan.networking.interfaces.eno1.useDHCP lan.networking.interfaces.eno1.ipv4.addresses ] [ false [ ] ] ];
    "The gateway is reached through the bridge" = [ { inherit (lan.networking.defaultGateway) address interface; } { address = "192.168.1.1"; interface = "br0"; } ];
    "The host's name servers" = [ lan.networking.nameservers [ "192.168.1.1" ] ];
    "libvirt runs on the host" = [ lan.virtualisation.libvirtd.enable true ];
    "A bridge may be without uplink" = [ [ isolated.networking.bridges.lab0.interfaces isolated.networking.interfaces.lab0.useDHCP ] [ [ ] false ] ];
    "The host's directories are there" = [ (builtins.length isolated.systemd.tmpfiles.rules) 3 ];
  };

  refused = {
    gateway = toplevel [ guest { nixhost.guest.network.gateway = "192.168.1.1"; } ];
    mac = toplevel [ guest { nixhost.guest.network.mac = "52:54:00:00:00:01"; } ];
    upper = toplevel [ guest { nixhost.guest.network = { mac = "52:54:00:AA:00:01"; addresses = [ "10.0.0.1/8" ]; }; } ];
    prefix = toplevel [ guest { nixhost.guest.network.addresses = [ "192.168.1.12" ]; } ];
    firmware = toplevel [ guest { nixhost.guest.firmware = "efi"; } ];
    misspelt = toplevel [ guest { nixhost.guest.hostname = "rose"; } ];
    attempts = toplevel [ guest { nixhost.bootstrap.attempts = 0; } ];
    cardDhcp = toplevel [ host { nixhost.host.interface = "eno1"; networking.interfaces.eno1.useDHCP = true; } ];
    networkdOff = toplevel [ guest { nixhost.guest.network.addresses = [ "192.168.1.12/24" ]; systemd.network.enable = false; networking.useNetworkd = false; } ];
    dhcpcd = toplevel [ guest { nixhost.guest.network.addresses = [ "192.168.1.12/24" ]; networking = { useNetworkd = false; useDHCP = true; }; } ];
    host = toplevel [ host { nixhost.host.gateway = "192.168.1.1"; } ];
    bridge = toplevel [ host { nixhost.host.bridge = "a-bridge-with-a-long-name"; } ];
  };

  judge = name: let case = cases.${name}; got = builtins.elemAt case 0; wanted = builtins.elemAt case 1; in { inherit name got wanted; ok = got == wanted; };
  judged = map judge (builtins.attrNames cases);
  bare' = value: builtins.unsafeDiscardStringContext (builtins.toJSON value);
in
if broken != "" then refused.${broken} else {
  passed = map (case: case.name) (builtins.filter (case: case.ok) judged);
  failed = map (case: { inherit (case) name; wanted = bare' case.wanted; got = bare' case.got; }) (builtins.filter (case: !case.ok) judged);
}
