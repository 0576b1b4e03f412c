# One value of every kind that an expression may have.
let
  image = name: derivation { inherit name; system = "x86_64-linux"; builder = "/bin/sh"; args = [ "-c" ": > $out" ]; };
  system = extra: { config.system.build = { toplevel = image "toplevel"; } // extra; };
in
{
  derivation = image "plain";
  withFile = image "with-file" // { passthru.filePath = "disk.qcow2"; };
  inside = "${image "outer"}/images/disk.qcow2";
  two = "${image "one"}/${image "two"}";
  path = ./configuration.nix;
  missing = /nowhere/at/all.qcow2;
  stored = "${builtins.storeDir}/00000000000000000000000000000000-stored/disk.qcow2";
  function = { system, size ? "1", name }: image "${name}-${size}-${system}";
  "dotted.name".inner = image "dotted";
  nixos = system { images = { qemu = image "qemu"; qemu-efi = image "qemu-efi"; openstack = image "openstack"; }; };
  number = 5;
}
