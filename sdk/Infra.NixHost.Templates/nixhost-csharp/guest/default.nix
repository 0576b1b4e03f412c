# A bootable qcow2 of a Linux guest of about 20 MB: a kernel, a static busybox and the scripts beside this file.
# Kernel, busybox and the image's tools are Debian's, without nixpkgs, or else nixpkgs'.
{
  # A directory with vmlinuz, busybox, early/*.ko and late/*.ko. By default the build fetches them.
  parts ? builtins.getEnv "NIXHOST_GUEST_PARTS",
  system ? "x86_64-linux",
}:
let
  debian = builtins.pathExists /etc/debian_version;
  pkgs = import <nixpkgs> { inherit system; };

  # A tool's path, and the Debian package that brings it.
  needs = {
    "/usr/bin/cpio" = "cpio";
    "/usr/bin/mcopy" = "mtools";
    "/usr/bin/qemu-img" = "qemu-utils";
    "/usr/bin/syslinux" = "syslinux";
    "/usr/lib/syslinux/mbr/mbr.bin" = "syslinux-common";
    "/usr/sbin/mkfs.vfat" = "dosfstools";
  };
  missing = map (path: needs.${path}) (builtins.filter (path: !builtins.pathExists (/. + path)) (builtins.attrNames needs));

  tools =
    if !debian then {
      builder = "${pkgs.bash}/bin/bash";
      path = pkgs.lib.makeBinPath (with pkgs; [ coreutils cpio dosfstools e2fsprogs findutils gawk gnused gzip mtools qemu-utils syslinux ]);
      masterBootRecord = "${pkgs.syslinux}/share/syslinux/mbr.bin";
      extra = { };
    }
    else if missing != [ ] then
      throw "the guest's image is built with tools that this host lacks; as root run: apt-get install ${toString missing}"
    else {
      builder = "/bin/bash";
      path = "/usr/sbin:/usr/bin:/sbin:/bin";
      masterBootRecord = "/usr/lib/syslinux/mbr/mbr.bin";
      # The tools are outside the store; Nix allows that with `sandbox = relaxed` (or off).
      extra = { __noChroot = true; };
    };

  make = arguments:
    derivation ({
      inherit system;
      inherit (tools) builder;
      toolPath = tools.path;
      # No cache has these outputs; asking one takes seconds where there is no network.
      allowSubstitutes = false;
      preferLocalBuild = true;
    } // tools.extra // arguments);

  given = /. + parts;
  fetched = make ({
    name = "guest-parts";
    args = [ ./parts.sh ];
  } // (if debian then { } else {
    toolPath = pkgs.lib.makeBinPath (with pkgs; [ coreutils findutils gnugrep gnused gzip xz zstd ]);
    kernel = "${pkgs.linux}/bzImage";
    modules = "${pkgs.linux.modules or pkgs.linux}/lib/modules/${pkgs.linux.modDirVersion}";
    busybox = "${pkgs.pkgsStatic.busybox}/bin/busybox";
  }));
in
if parts != "" && !builtins.pathExists given then
  throw "the guest's kernel and busybox are not in ${parts}; correct NIXHOST_GUEST_PARTS, or leave it empty and the build fetches them"
else
  make {
    name = "quickstart-guest";
    inherit (tools) masterBootRecord;
    args = [ ./build.sh ];
    parts = if parts == "" then fetched else builtins.path { name = "guest-parts"; path = given; };
    stage1 = ./stage1-init;
    stage2 = ./stage2-init;
    bootstrap = ./bootstrap;
    powerButton = ./power-button;
  } // { passthru.filePath = "quickstart.qcow2"; }
