# A system shaped like NixOS, of this machine's programs: each package is a store path with its own loader and libraries.
# Nothing in it is at home anywhere else: no /lib64, no /usr/lib, no /usr/share.
{ dotnet, protoc, nix }:
let
  derive = name: environment: script: derivation ({
    inherit name;
    system = "x86_64-linux";
    builder = "/bin/bash";
    # Nix takes a closed output for the end and kills the last command, which a shell would run in its own place.
    args = [ "-euc" "${script}\nexit 0" ];
    PATH = "/usr/sbin:/usr/bin:/sbin:/bin";
    __noChroot = true;
    allowSubstitutes = false;
    preferLocalBuild = true;
  } // environment);
  words = builtins.concatStringsSep " ";
  relocate = name: { programs ? [ ], trees ? [ ], leftOut ? [ ], wrapped ? [ ], links ? [ ], extraLibraries ? [ ] }:
    derive name {
      programs = words programs;
      trees = words trees;
      leftOut = words leftOut;
      wrapped = words wrapped;
      links = words links;
      extraLibraries = words extraLibraries;
    } ". ${./relocate.sh}";
in
rec {
  base = relocate "base" {
    programs = [
      "bash" "jq" "mount" "umount" "findmnt" "mountpoint" "flock" "unshare" "nsenter" "setsid" "ip" "ping" "ps" "pgrep" "pkill" "mawk" "find" "xargs"
      "grep" "sed" "tar" "gzip" "diff" "cmp" "hostname"
      "basename" "cat" "chmod" "chown" "cp" "cut" "date" "dd" "df" "dirname" "du" "echo" "env" "expr" "false" "head" "id" "install" "ln" "ls" "mkdir" "mkfifo"
      "mktemp" "mv" "nproc" "od" "paste" "printf" "pwd" "readlink" "realpath" "rm" "rmdir" "seq" "sha256sum" "sleep" "sort" "stat" "sync" "tail" "tee" "test"
      "timeout" "touch" "tr" "true" "truncate" "uname" "uniq" "wc" "who"
    ];
    links = [ "sh=bash" "awk=mawk" ];
  };
  # What builds disk images.
  images = relocate "image-tools" {
    programs = [ "cpio" "mke2fs" "dumpe2fs" "debugfs" "mkfs.vfat" "mcopy" "mattrib" "mmove" "syslinux" "genisoimage" ];
    trees = [ "/usr/lib/syslinux/mbr/mbr.bin=share/syslinux/mbr.bin" "/usr/lib/x86_64-linux-gnu/gconv=lib/gconv" ];
    # They convert names of files to the code page of FAT.
    wrapped = [ "mcopy" "mattrib" "mmove" ];
  };
  qemu = version: relocate "qemu-${version}" {
    programs = [ "qemu-img" "qemu-system-x86_64" ];
    # QEMU looks for its modules and firmware relative to its program.
    trees = [
      "/usr/lib/x86_64-linux-gnu/qemu=lib/x86_64-linux-gnu/qemu" "/usr/share/qemu=share/qemu" "/usr/share/seabios=share/seabios" "/usr/lib/ipxe/qemu=lib/ipxe/qemu"
      "/usr/share/OVMF/OVMF_CODE_4M.fd=share/ovmf/OVMF_CODE_4M.fd" "/usr/share/OVMF/OVMF_VARS_4M.fd=share/ovmf/OVMF_VARS_4M.fd"
    ];
  };
  libvirt = relocate "libvirt" {
    programs = [ "libvirtd" "virtlogd" "virsh" ];
    trees = [
      "/usr/lib/x86_64-linux-gnu/libvirt=lib/x86_64-linux-gnu/libvirt" "/usr/lib/libvirt=lib/libvirt" "/usr/share/libvirt=share/libvirt"
    ];
  };
  nixPackage = relocate "nix" {
    trees = [ "${nix}/libexec/nix=bin/nix" "${nix}/lib=lib" ];
    links = map (name: "${name}=nix") [ "nix-build" "nix-channel" "nix-collect-garbage" "nix-copy-closure" "nix-daemon" "nix-env" "nix-hash" "nix-instantiate" "nix-shell" "nix-store" ];
  };
  sdk = relocate "dotnet-sdk" {
    trees = [ "${dotnet}=share/dotnet" ];
    # What a build of C# does not read is two fifths of it.
    leftOut = [ "share/dotnet/templates" "share/dotnet/sdk/*/FSharp" "share/dotnet/sdk/*/DotnetTools" "share/dotnet/sdk/*/TestHostNetFramework" ];
    links = [ "dotnet=../share/dotnet/dotnet" ];
    extraLibraries = [ "/usr/lib/x86_64-linux-gnu/libssl.so.3" "/usr/lib/x86_64-linux-gnu/libcrypto.so.3" "/usr/lib/x86_64-linux-gnu/libz.so.1" ];
  };
  protobuf = relocate "protobuf" { trees = [ "${protoc}/protoc=bin/protoc" "${protoc}/grpc_csharp_plugin=bin/grpc_csharp_plugin" ]; };

  # What nixos-rebuild would make: /run/current-system.
  system = qemu: derive "nixos-system-lab" { packages = words [ base images qemu libvirt nixPackage sdk protobuf ]; inherit qemu; } ''
    mkdir -p $out/sw/bin $out/sw/share/syslinux $out/etc/nix
    for package in $packages; do ln -s $package/bin/* $out/sw/bin/; done
    ln -s ${images}/share/syslinux/mbr.bin $out/sw/share/syslinux/
    ln -s $qemu $out/qemu
    ln -s ${libvirt} $out/libvirt
    ln -s ${sdk}/share/dotnet $out/dotnet
    printf '#!${base}/bin/sh\nfor file; do ${base}/lib/ld-linux-x86-64.so.2 --list "$file"; done\n' > $out/sw/bin/ldd
    chmod +x $out/sw/bin/ldd
    printf '%s\n' 'build-users-group = nixbld' 'sandbox = relaxed' 'substitute = false' 'trusted-users = root' 'experimental-features = nix-command flakes' 'sandbox-paths = /bin/sh=${base}/bin/bash ${base}' > $out/etc/nix/nix.conf
    printf '%s\n' 'NAME=NixOS' 'ID=nixos' 'VERSION_ID="26.11"' > $out/etc/os-release
    printf '127.0.0.1 localhost\n' > $out/etc/hosts
    echo 26.11.lab > $out/nixos-version
  '';
  former = system (qemu "7.2.0");
  upgraded = system (qemu "7.2.1");
}
