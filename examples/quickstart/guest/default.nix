# A bootable qcow2 of a Linux guest of about 20 MB, made without nixpkgs: a kernel, a static busybox and the scripts beside this file.
# eng/guest-parts.sh fetches kernel and busybox. The image's tools are the host's (Debian) or nixpkgs' (NixOS).
{
  # A directory with vmlinuz, busybox, early/*.ko and late/*.ko.
  parts ? let given = builtins.getEnv "NIXHOST_GUEST_PARTS"; in if given != "" then given else toString ../../../.cache/guest/parts,
  system ? "x86_64-linux",
}:
let
  partsPath = /. + parts;
  debian = builtins.pathExists /usr/lib/syslinux/mbr/mbr.bin;
  pkgs = import <nixpkgs> { inherit system; };

  tools = if debian then {
    builder = "/bin/bash";
    path = "/usr/sbin:/usr/bin:/sbin:/bin";
    masterBootRecord = "/usr/lib/syslinux/mbr/mbr.bin";
    # The tools are outside the store; Nix allows that with `sandbox = relaxed` (or off).
    extra = { __noChroot = true; };
  } else {
    builder = "${pkgs.bash}/bin/bash";
    path = pkgs.lib.makeBinPath (with pkgs; [ coreutils cpio dosfstools e2fsprogs findutils gawk gnused gzip mtools qemu-utils syslinux ]);
    masterBootRecord = "${pkgs.syslinux}/share/syslinux/mbr.bin";
    extra = { };
  };
in
if !builtins.pathExists partsPath then
  throw "the guest's kernel and busybox are not in ${parts}; fetch them with eng/guest-parts.sh of Infra.NixHost, or set NIXHOST_GUEST_PARTS to the folder that has them"
else
  derivation ({
    name = "quickstart-guest";
    inherit system;
    inherit (tools) builder masterBootRecord;
    args = [ ./build.sh ];
    toolPath = tools.path;
    parts = builtins.path { name = "guest-parts"; path = partsPath; };
    stage1 = ./stage1-init;
    stage2 = ./stage2-init;
    bootstrap = ./bootstrap;
    powerButton = ./power-button;
    # No cache has this image; asking one takes seconds where there is no network.
    allowSubstitutes = false;
    preferLocalBuild = true;
  } // tools.extra) // { passthru.filePath = "quickstart.qcow2"; }
