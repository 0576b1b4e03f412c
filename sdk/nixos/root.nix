# The disk of a NixImage, whatever else the configuration says of it. A configuration often brings the disk of the machine that it was
# written for: a root by UUID, another file system, a loader that writes to the firmware's variables. On an image those values are replaced,
# or refused by the option's name where they cannot be.
{ config, lib, ... }:
let
  inherit (builtins) elem head toJSON;
  inherit (lib) mkIf mkMerge mkOption mkOverride types;
  cfg = config.nixhost.guest;
  loader = config.boot.loader;
  isImage = cfg.disk == "image";
  isUefi = cfg.firmware == "uefi";
  # It is stronger than a plain definition and weaker than mkForce and the media of NixOS' own images.
  needed = mkOverride 90;
  strongest = 60;

  label = name: "/dev/disk/by-label/${name}";
  # The image's file systems, and the names under which a guest knows them.
  mounts = {
    "/" = { device = label cfg.rootLabel; others = [ "/dev/vda${if isUefi then "2" else "1"}" ]; fsType = "ext4"; };
  } // lib.optionalAttrs isUefi {
    "/boot" = { device = label "ESP"; others = [ "/dev/vda1" ]; fsType = "vfat"; };
  };
  # make-disk-image.nix of NixOS gives every root file system and its partition this UUID.
  imageUuid = "f222513b-ded1-49fa-b591-20ce86a2fe7f";
  isSame = mount: device: device == mount.device || elem device mount.others
    || elem (lib.toLower device) [ "/dev/disk/by-uuid/${imageUuid}" "/dev/disk/by-partuuid/${imageUuid}" ];
  # No image has such a name: NixOS' installer took it from a disk of another machine.
  isOfAnotherDisk = device: lib.hasPrefix "/dev/disk/by-uuid/" device || lib.hasPrefix "/dev/disk/by-partuuid/" device;

  # Whether the device of the configuration gives way to the image's. `options` are those of one file system. NixOS finds some devices by
  # their fsType, so this may read the fsType, and no fsType may depend on it.
  isTaken = name: options: fsType: let
    mount = mounts.${name};
    device = head options.device.definitions;
  in cfg.disk != "own" && mounts ? ${name} && options.device.highestPrio > strongest && device != null && !(isSame mount device)
    && (isImage || (isOfAnotherDisk device && elem fsType [ mount.fsType "auto" ]));

  fileSystem = { name, options, config, ... }: {
    options = {
      device = mkOption { apply = device: if isTaken name options config.fsType then mounts.${name}.device else device; };
      fsType = mkOption { apply = fsType: if isImage && mounts ? ${name} && options.fsType.highestPrio > strongest then mounts.${name}.fsType else fsType; };
      # The configuration's device, where the image's has taken its place.
      replaced = mkOption {
        type = types.nullOr types.str;
        default = if isTaken name options config.fsType then head options.device.definitions else null;
        internal = true;
        readOnly = true;
      };
    };
    # NixOS has no default any more, and configurations that rely on the former one are many.
    config.fsType = mkOverride 1490 "auto";
  };

  mounted = name: config.fileSystems ? ${name};
  refused = name: message: { assertion = false; message = "${name} ${message}"; };
  wayOut = "Remove it, or build the image yourself and give the NixImage an Expression or a Flake.";
  faultsOfMount = name: mount: let given = config.fileSystems.${name}; in
    lib.optional (mounted name && !(isSame mount given.device)) (refused "fileSystems.\"${name}\".device"
      "is ${toJSON given.device}, and the image's is ${mount.device}. ${wayOut}")
    ++ lib.optional (mounted name && given.fsType != mount.fsType && given.fsType != "auto") (refused "fileSystems.\"${name}\".fsType"
      "is ${toJSON given.fsType}, and the image's is ${mount.fsType}. ${wayOut}");
  luks = builtins.attrNames config.boot.initrd.luks.devices;
  faults = lib.concatLists (lib.mapAttrsToList faultsOfMount mounts)
    ++ lib.optional (luks != [ ]) (refused "boot.initrd.luks.devices.${head luks}" "is set, and the image has no encrypted partition. ${wayOut}");
  faultsOfFirmware = lib.optional (!isUefi && loader.systemd-boot.enable) (refused "boot.loader.systemd-boot.enable"
      "is true, and systemd-boot starts from UEFI only, while the firmware is bios. Set the Firmware of image, system and guest to Uefi, or use boot.loader.grub.")
    ++ lib.optional (!isUefi && mounted "/boot") (refused "fileSystems.\"/boot\""
      "is ${toJSON config.fileSystems."/boot".device}, and an image for BIOS has one file system, which is the root. Remove it, or set the Firmware of image, system and guest to Uefi.")
    ++ lib.optional (isUefi && loader.efi.efiSysMountPoint != "/boot") (refused "boot.loader.efi.efiSysMountPoint"
      "is ${toJSON loader.efi.efiSysMountPoint}, and the image has its boot partition at /boot. Remove it.");
  faultsOfBase = name: mount: let given = config.fileSystems.${name}; in
    lib.optional (mounted name && given.device != null && isOfAnotherDisk given.device && !(isSame mount given.device)) (refused "fileSystems.\"${name}\".device"
      "is ${toJSON given.device} with ${given.fsType}, and a base image has ${mount.device} with ${mount.fsType}. Remove it, or set nixhost.guest.disk = \"own\" if the guest's disk has it.");
  warningsOf = name: mount: let given = config.fileSystems.${name}; in lib.optional (mounted name && given.replaced != null)
    ("fileSystems.\"${name}\".device is ${toJSON given.replaced}, which is the disk of another machine; this guest has ${given.device}. "
      + "Remove it, or set nixhost.guest.disk = \"own\" if the guest's disk has it.");
in
{
  _file = ./root.nix;
  key = "infra-nixhost/root.nix";

  options = {
    nixhost.guest.disk = mkOption {
      type = types.enum [ "own" "base" "image" ];
      default = "own";
      description = ''
        Whose layout the guest's first disk has. "own": the configuration describes it. "base": it comes from a base image, and a root named
        by the UUID of another disk is replaced by the image's; this is so for the systems of guests that their host names. "image": a
        NixImage is made from this configuration, and has its own layout.
      '';
    };
    fileSystems = mkOption { type = types.attrsOf (types.submodule fileSystem); };
  };

  config = mkMerge [
    (mkIf (cfg.disk != "own") {
      # On an image there is no doubt; the base of a system may be somebody else's.
      warnings = mkIf (!isImage) (lib.concatLists (lib.mapAttrsToList warningsOf mounts));
      assertions = faultsOfFirmware ++ (if isImage then faults else lib.concatLists (lib.mapAttrsToList faultsOfBase mounts));
      # The guest's firmware starts the removable path, where GRUB only goes when it leaves the variables alone.
      boot.loader.efi = mkIf isUefi { canTouchEfiVariables = needed false; };
      boot.loader.grub = mkIf isUefi { devices = needed [ "nodev" ]; efiSupport = needed true; efiInstallAsRemovable = needed true; };
    })
    # The image is made on a machine with one disk, which is this one.
    (mkIf (isImage && !isUefi) { boot.loader.grub.devices = needed [ "/dev/vda" ]; })
  ];
}
