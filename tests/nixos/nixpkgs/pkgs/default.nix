# Packages are the host's own programs (Debian's), copied into the store: what runs in the stand-in's guest is the real thing.
{ system }:
let
  lib = import ../lib;
  run = name: environment: script: derivation ({
    inherit name system;
    builder = "/bin/bash";
    args = [ "-euc" script ];
    PATH = "/usr/sbin:/usr/bin:/sbin:/bin";
    # The tools are outside the store; Nix allows that with `sandbox = relaxed` (or off).
    __noChroot = true;
    allowSubstitutes = false;
    preferLocalBuild = true;
  } // environment);

  # One package with every program: a derivation for each would take longer to make than all of them together.
  tools = run "host-tools" { programs = builtins.concatStringsSep " " programs; } ''
    mkdir -p $out/bin
    for program in $programs; do cp -L "$(command -v "$program")" $out/bin/; done
  '';
  programs = [
    "bash" "jq" "nix-store" "mount" "umount" "findmnt" "blockdev" "flock" "tar" "gzip" "find" "sed" "grep" "awk" "basename" "cat" "chmod"
    "chown" "cksum" "cp" "cut" "date" "dd" "dirname" "env" "head" "id" "install" "ln" "ls" "mkdir" "mktemp" "mv" "od" "printf" "readlink"
    "realpath" "rm" "rmdir" "seq" "sha256sum" "sleep" "sort" "stat" "sync" "tail" "tee" "test" "timeout" "touch" "tr" "true" "false" "uname"
    "uniq" "wc"
  ];
  package = name: tools // { pname = name; meta.mainProgram = name; };
in
lib.genAttrs [
  "bash" "coreutils" "findutils" "gawk" "gitMinimal" "gnugrep" "gnused" "gnutar" "gzip" "iproute2" "jq" "nix" "nixos-rebuild" "openssh" "qemu"
  "systemd" "udev" "util-linux" "vim" "git" "curl" "htop" "tmux" "wget" "OVMF" "virtiofsd"
] package // {
  inherit lib system;
  path = ../.;
  stdenv.hostPlatform = { inherit system; isx86_64 = system == "x86_64-linux"; };
  writeText = name: text: run name { inherit text; passAsFile = [ "text" ]; } ''cp "$textPath" $out'';
  writeShellScript = name: text: run name { text = "#!${tools}/bin/bash\n${text}"; passAsFile = [ "text" ]; } ''cp "$textPath" $out; chmod +x $out'';
  writeShellScriptBin = name: text: run name { text = "#!${tools}/bin/bash\n${text}"; passAsFile = [ "text" ]; }
    ''mkdir -p $out/bin; cp "$textPath" $out/bin/${name}; chmod +x $out/bin/${name}'';
  runCommand = name: environment: script: run name environment script;
  nixhostRun = run;
}
