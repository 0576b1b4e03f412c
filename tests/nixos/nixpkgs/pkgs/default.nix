# Packages are the host's own programs (Debian's), copied into the store: what runs in the stand-in's guest is the real thing.
{ system }:
let
  lib = import ../lib;
  # Where the host has its programs: Debian in /usr, NixOS in its current system. A pure evaluation sees neither and takes the first.
  nixos = builtins.pathExists /run/current-system/sw/bin/bash;
  hostPath = if nixos then "/run/current-system/sw/bin" else "/usr/sbin:/usr/bin:/sbin:/bin";
  run = name: environment: script: derivation ({
    inherit name system;
    builder = if nixos then "${hostPath}/bash" else "/bin/bash";
    # A shell runs its last command in its own place, and some close their output before they end; Nix takes that for the end, and kills them.
    args = [ "-euc" "${script}\nexit 0" ];
    PATH = hostPath;
    # The tools are outside the store; Nix allows that with `sandbox = relaxed` (or off).
    __noChroot = true;
    allowSubstitutes = false;
    preferLocalBuild = true;
  } // environment);

  # One package with every program: a derivation for each would take longer to make than all of them together.
  tools = run "host-tools" { programs = builtins.concatStringsSep " " programs; } ''
    mkdir -p $out/bin
    for program in $programs; do cp -L "$(type -P "$program")" "$out/bin/$program"; done
    for program in nix-build nix-env nix-instantiate nix-store; do ln -s nix $out/bin/$program; done
  '';
  programs = [
    "bash" "jq" "mount" "umount" "findmnt" "mountpoint" "ip" "nix" "awk" "basename" "cat" "chmod" "cp" "cut" "date" "dirname" "du" "env" "find"
    "grep" "head" "install" "ln" "ls" "mkdir" "mkfifo" "mktemp" "mv" "paste" "printf" "readlink" "realpath" "rm" "rmdir" "sed" "seq" "sha256sum"
    "sleep" "sort" "stat" "sync" "tail" "tee" "test" "timeout" "touch" "tr" "true" "uname" "uniq" "wc"
  ];
  package = name: tools // { pname = name; meta.mainProgram = name; };
in
lib.genAttrs [
  "bash" "coreutils" "findutils" "gawk" "gitMinimal" "gnugrep" "gnused" "gnutar" "gzip" "iproute2" "jq" "nix" "openssh" "qemu"
  "udev" "util-linux" "vim" "cdrkit" "curl" "git" "htop" "tmux" "wget" "OVMF" "virtiofsd"
] package // {
  systemd = run "systemd-stand-in" { text = "#!${tools}/bin/bash\n${builtins.readFile ../nixos/stand-in/systemctl}"; passAsFile = [ "text" ]; }
    ''mkdir -p $out/bin; cp "$textPath" $out/bin/systemctl; chmod +x $out/bin/systemctl'';
  nixos-rebuild = run "nixos-rebuild-stand-in" { text = "#!${tools}/bin/bash\n${builtins.readFile ../nixos/stand-in/nixos-rebuild}"; passAsFile = [ "text" ]; }
    ''mkdir -p $out/bin; cp "$textPath" $out/bin/nixos-rebuild; chmod +x $out/bin/nixos-rebuild'';
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
