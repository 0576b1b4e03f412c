# Makes config.system.build.toplevel, once the assertions hold. Units and networks are rendered as NixOS does; the programs are the
# stand-in's.
{ config, lib, pkgs, ... }:
let
  inherit (lib) concatMapStrings concatStringsSep mapAttrsToList optionalString;
  failed = builtins.filter (entry: !entry.assertion) config.assertions;
  # NixOS prints its warnings like this since Nix has a builtin for it.
  warned = builtins.foldl' (value: warning: builtins.trace "evaluation warning: ${warning}" value);
  checked = value: if failed == [ ] then warned value config.warnings
    else throw "\nFailed assertions:\n${concatMapStrings (entry: "- ${entry.message}\n") failed}";

  # --- unit files ------------------------------------------------------------------------------------------------------

  text = value: if value == true then "true" else if value == false then "false" else toString value;
  lines = name: value: if builtins.isList value then concatMapStrings (lines name) value else "${name}=${text value}\n";
  section = name: settings: optionalString (settings != { }) "[${name}]\n${concatStringsSep "" (mapAttrsToList lines settings)}\n";
  present = lib.filterAttrs (_: value: value != [ ] && value != "" && value != null);
  joined = builtins.mapAttrs (_: value: concatStringsSep " " value);

  unitText = unit: section "Unit" (present ({ Description = unit.description; } // joined {
      After = unit.after; Before = unit.before; Wants = unit.wants; Requires = unit.requires; Conflicts = unit.conflicts; BindsTo = unit.bindsTo;
    }) // unit.unitConfig);
  serviceText = service: let
    environment = lib.filterAttrs (_: value: value != null) ({
      PATH = concatStringsSep ":" (map (package: "${package}/bin") service.path);
    } // service.environment);
    script = optionalString (service.script != "") "${pkgs.writeShellScript "unit-script" service.script}";
  in unitText service + section "Service" ({
      Environment = mapAttrsToList (name: value: builtins.toJSON "${name}=${toString value}") environment;
    } // lib.optionalAttrs (script != "") { ExecStart = script; } // service.serviceConfig)
    + section "Install" (present (joined { WantedBy = service.wantedBy; }));

  networkText = network: section "Match" network.matchConfig + section "Link" network.linkConfig
    + section "Network" (network.networkConfig // present { Address = network.address; Gateway = network.gateway; DNS = network.dns; });

  # --- files -----------------------------------------------------------------------------------------------------------

  units = lib.mapAttrs' (name: service: lib.nameValuePair "etc/systemd/system/${name}.service" (serviceText service)) config.systemd.services;
  networks = lib.mapAttrs' (name: network: lib.nameValuePair "etc/systemd/network/${name}.network" (networkText network)) config.systemd.network.networks;
  # The host's settings are only checked here, because nothing runs them.
  bridges = builtins.toJSON { inherit (config.networking) bridges interfaces defaultGateway nameservers; };
  etc = lib.mapAttrs' (name: file: lib.nameValuePair "etc/${name}" file.text) (lib.filterAttrs (_: file: file.text != null) config.environment.etc);
  mounts = lib.filterAttrs (mountPoint: _: mountPoint != "/" && mountPoint != "/boot") config.fileSystems;
  fstab = concatStringsSep "" (mapAttrsToList (mountPoint: mount:
    "${mount.device} ${mountPoint} ${mount.fsType} ${concatStringsSep "," mount.options} 0 0\n") mounts);

  files = units // networks // etc // {
    inherit fstab;
    "kernel-params" = concatStringsSep " " config.boot.kernelParams;
    "nixos-version" = config.system.nixos.label;
    "host-name" = config.networking.hostName;
    "network-settings" = bridges;
    # As in NixOS, nothing reads the keys of a system without sshd.
    "authorized-keys" = optionalString config.services.openssh.enable
      (concatStringsSep "\n" (lib.concatLists (mapAttrsToList (_: user: user.openssh.authorizedKeys.keys) config.users.users)));
    "network-manager" = optionalString config.networking.networkmanager.enable "unmanaged-devices=${concatStringsSep ";" config.networking.networkmanager.unmanaged}";
    "ssh-enabled" = text config.services.openssh.enable;
    "boots" = config.standIn.boots;
    "reports" = text config.standIn.reports;
    "switch-inhibitors" = builtins.toJSON config.system.switch.inhibitors;
    "switch-fails" = text config.standIn.switchFails;
  };
  write = name: content: "mkdir -p \"$out/${dirOf name}\"\nprintf '%s\\n' ${lib.escapeShellArg content} >\"$out/${name}\"\n";
  program = name: source: "printf '%s\\n%s' '#!${pkgs.bash}/bin/bash' ${lib.escapeShellArg (builtins.readFile source)} >\"$out/${name}\"\nchmod +x \"$out/${name}\"\n";
in
{
  imports = [ ./stand-in.nix ];
  config.standIn.units = units;
  config.system.build.toplevel = checked (pkgs.nixhostRun "nixos-system-${config.networking.hostName}-${config.system.nixos.label}" {
    # The units' programs, including those that only their scripts call.
    inherit (pkgs) bash systemd;
  } (optionalString config.standIn.buildFails "echo 'the stand-in was told to fail' >&2; exit 1\n" + ''
    mkdir -p "$out/bin"
  '' + concatStringsSep "" (mapAttrsToList write files)
    + program "init" ../stand-in/init + program "bin/units" ../stand-in/units + program "bin/grub-menu" ../stand-in/grub-menu
    + program "bin/switch-to-configuration" ../stand-in/switch-to-configuration + program "bin/network" ../stand-in/network));
}
