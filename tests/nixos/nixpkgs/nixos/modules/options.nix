# The options of NixOS that the modules of sdk/nixos and the tests' configurations set, with NixOS' types. Any other option is an error, as
# in NixOS. tests/nixos/contract.nix compares this list with a real nixpkgs.
{ lib, pkgs, ... }:
let
  inherit (lib) mkOption types;
  option = type: default: mkOption { inherit type default; };
  flag = option types.bool;
  text = option types.str;
  strings = option (types.listOf types.str) [ ];
  packages = option (types.listOf types.package) [ ];
  perhaps = type: option (types.nullOr type) null;
  set = options: option (types.attrsOf (types.submodule options)) { };

  unitValue = types.oneOf [ types.bool types.int types.str types.path types.package (types.listOf (types.oneOf [ types.str types.path types.package ])) ];
  unitOptions = {
    enable = flag true;
    description = option types.singleLineStr "";
    documentation = strings; wantedBy = strings; requiredBy = strings; wants = strings; requires = strings; after = strings; before = strings;
    bindsTo = strings; partOf = strings; conflicts = strings; upholds = strings;
    unitConfig = option (types.attrsOf unitValue) { };
    startLimitBurst = mkOption { type = types.int; };
    startLimitIntervalSec = mkOption { type = types.int; };
  };
  service.options = unitOptions // {
    path = option (types.listOf (types.oneOf [ types.package types.str ])) [ ];
    environment = option (types.attrsOf (types.nullOr (types.oneOf [ types.str types.path types.package ]))) { };
    serviceConfig = option (types.attrsOf unitValue) { };
    script = option types.lines "";
    preStart = option types.lines "";
    postStart = option types.lines "";
    preStop = option types.lines "";
    postStop = option types.lines "";
    restartIfChanged = flag true; stopIfChanged = flag true; reloadIfChanged = flag false;
    restartTriggers = option (types.listOf types.unspecified) [ ];
  };
  fileSystem = { name, config, ... }: {
    options = {
      enable = flag true;
      mountPoint = text name;
      device = perhaps types.nonEmptyStr;
      label = perhaps types.nonEmptyStr;
      # It has no default since NixOS 26.05.
      fsType = mkOption { type = types.nonEmptyStr; };
      options = option (types.nonEmptyListOf types.str) [ "defaults" ];
      depends = strings;
      autoResize = flag false; neededForBoot = flag false; noCheck = flag false; autoFormat = flag false;
    };
    config.device = lib.mkMerge [
      (lib.mkIf (config.label != null) (lib.mkDefault "/dev/disk/by-label/${config.label}"))
      (lib.mkIf (builtins.elem config.fsType [ "tmpfs" "proc" ]) (lib.mkDefault config.fsType))
    ];
  };
  address.options = { address = mkOption { type = types.str; }; prefixLength = mkOption { type = types.between 0 32; }; };
  gateway = types.nullOr (types.coercedTo types.str (address: { inherit address; }) (types.submodule {
    options = { address = mkOption { type = types.str; }; interface = perhaps types.str; metric = perhaps types.int; };
  }));
  user = { name, ... }: {
    options = {
      name = text name;
      isNormalUser = flag false; isSystemUser = flag false;
      uid = perhaps types.int;
      group = text "";
      home = text "/var/empty";
      description = text "";
      extraGroups = strings;
      hashedPassword = perhaps types.str; hashedPasswordFile = perhaps types.str; initialPassword = perhaps types.str;
      initialHashedPassword = perhaps types.str; password = perhaps types.str;
      openssh.authorizedKeys = { keys = strings; keyFiles = option (types.listOf types.path) [ ]; };
    };
  };
  networkUnit.options = {
    enable = flag true;
    matchConfig = option types.attrs { };
    networkConfig = option types.attrs { };
    linkConfig = option types.attrs { };
    bridgeConfig = option types.attrs { };
    address = strings; gateway = strings; dns = strings; domains = option (types.nullOr (types.listOf types.str)) null;
    DHCP = perhaps types.str;
  };
in
{
  options = {
    assertions = option (types.listOf types.unspecified) [ ];
    warnings = strings;
    fileSystems = mkOption {
      type = types.attrsOf (types.submodule fileSystem);
      default = { };
      apply = lib.filterAttrs (_: mount: mount.enable);
    };
    swapDevices = option (types.listOf types.unspecified) [ ];
    zramSwap.enable = flag false;

    boot = {
      growPartition = flag false;
      kernelParams = strings;
      kernelModules = strings;
      extraModulePackages = packages;
      consoleLogLevel = option types.int 4;
      initrd = { availableKernelModules = strings; kernelModules = strings; luks.devices = set { options.device = mkOption { type = types.path; }; }; };
      loader = {
        timeout = option (types.nullOr types.int) 5;
        grub = {
          enable = flag true;
          device = text "";
          devices = strings;
          efiSupport = flag false; efiInstallAsRemovable = flag false;
          configurationLimit = option types.int 100;
        };
        systemd-boot.enable = flag false;
        efi = { canTouchEfiVariables = flag false; efiSysMountPoint = text "/boot"; };
      };
      tmp = { cleanOnBoot = flag false; useTmpfs = flag false; };
      kernel.sysctl = option (types.attrsOf (types.nullOr (types.oneOf [ types.bool types.int types.str ]))) { };
    };

    environment = {
      systemPackages = packages;
      variables = option (types.attrsOf types.unspecified) { };
      etc = set { options = { text = perhaps types.lines; source = mkOption { type = types.path; }; mode = text "symlink"; enable = flag true; }; };
    };
    programs = { bash.completion.enable = flag true; vim.enable = flag false; git.enable = flag false; };
    documentation.enable = flag true;
    i18n.defaultLocale = text "en_US.UTF-8";
    console.keyMap = option (types.either types.str types.path) "us";
    time.timeZone = perhaps types.str;

    networking = {
      hostName = option (types.strMatching "^$|^[[:alnum:]]([[:alnum:]_-]{0,61}[[:alnum:]])?$") "nixos";
      domain = perhaps types.str;
      useDHCP = flag true;
      useNetworkd = flag false;
      nameservers = strings;
      defaultGateway = mkOption { type = gateway; default = null; };
      defaultGateway6 = mkOption { type = gateway; default = null; };
      dhcpcd.enable = flag true;
      networkmanager = { enable = flag false; unmanaged = strings; };
      firewall = {
        enable = flag true;
        allowedTCPPorts = option (types.listOf types.port) [ ];
        allowedUDPPorts = option (types.listOf types.port) [ ];
        allowPing = flag true;
        trustedInterfaces = strings;
      };
      interfaces = set ({ name, ... }: { options = {
        name = text name;
        useDHCP = perhaps types.bool;
        macAddress = perhaps types.str;
        ipv4.addresses = option (types.listOf (types.submodule address)) [ ];
      }; });
      bridges = set { options = { interfaces = mkOption { type = types.listOf types.str; }; rstp = flag false; }; };
    };

    nixpkgs.hostPlatform = mkOption { type = types.either types.str types.attrs; };
    nix = {
      enable = flag true;
      package = option types.package pkgs.nix;
      nixPath = option (types.listOf types.str) [ ];
      channel.enable = flag true;
      settings = option types.attrs { };
      gc = { automatic = flag false; dates = option (types.either types.singleLineStr (types.listOf types.str)) "03:15"; options = option types.singleLineStr ""; };
    };
    security.sudo = { enable = flag true; wheelNeedsPassword = flag true; };

    services = {
      qemuGuest.enable = flag false;
      udev.extraRules = option types.lines "";
      getty.autologinUser = perhaps types.str;
      openssh = {
        enable = flag false;
        openFirewall = flag true;
        authorizedKeysFiles = strings;
        settings = option (types.submodule { options = {
          PermitRootLogin = option (types.enum [ "yes" "without-password" "prohibit-password" "forced-commands-only" "no" ]) "prohibit-password";
          PasswordAuthentication = flag true;
          KbdInteractiveAuthentication = flag true;
        }; }) { };
        hostKeys = option (types.listOf types.attrs) [ ];
      };
      resolved.enable = flag false;
      nginx.enable = flag false;
    };

    system = {
      stateVersion = text "25.11";
      build = option (types.lazyAttrsOf types.unspecified) { };
      switch.inhibitors = option (types.attrsOf types.str) { };
      nixos.label = text "stand-in";
      activationScripts = option (types.attrsOf (types.either types.str types.attrs)) { };
    };
    systemd = {
      services = set service;
      paths = set { options = unitOptions // { pathConfig = option (types.attrsOf unitValue) { }; }; };
      timers = set { options = unitOptions // { timerConfig = option (types.attrsOf unitValue) { }; }; };
      targets = set { options = unitOptions; };
      tmpfiles.rules = strings;
      network = {
        enable = flag false;
        wait-online = { enable = flag true; anyInterface = flag false; timeout = option types.ints.unsigned 120; };
        networks = set networkUnit;
        netdevs = set { options = { enable = flag true; netdevConfig = option types.attrs { }; bridgeConfig = option types.attrs { }; }; };
        links = set { options = { enable = flag true; matchConfig = option types.attrs { }; linkConfig = option types.attrs { }; }; };
      };
    };
    users = {
      mutableUsers = flag true;
      allowNoPasswordLogin = flag false;
      users = option (types.attrsOf (types.submodule user)) { };
      groups = option (types.attrsOf (types.submodule { options = { gid = perhaps types.int; members = strings; }; })) { };
    };
    virtualisation.libvirtd = {
      enable = flag false;
      onBoot = option (types.enum [ "start" "ignore" ]) "start";
      onShutdown = option (types.enum [ "shutdown" "suspend" ]) "suspend";
      allowedBridges = option (types.listOf types.str) [ "virbr0" ];
      qemu = {
        package = option types.package pkgs.qemu;
        runAsRoot = flag true;
        vhostUserPackages = packages;
        swtpm.enable = flag false;
      };
    };
  };
}
