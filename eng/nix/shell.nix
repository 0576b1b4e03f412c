# What contributors need on NixOS: everything that eng/host-packages.sh installs elsewhere.
{
  mkShell,
  dotnetCorePackages,
  protobuf,
  grpc,
  libvirt,
  qemu,
  cdrkit,
  shellcheck,
  jq,
  python3,
  git,
  gnumake,
  nodejs,
  swtpm,
  openvswitch,
  iproute2,
  iputils,
  nix,
}:
mkShell {
  packages = [
    dotnetCorePackages.sdk_10_0
    protobuf
    grpc
    libvirt
    qemu
    cdrkit
    shellcheck
    jq
    python3
    git
    gnumake
    nodejs
    swtpm
    openvswitch
    iproute2
    iputils
    nix
  ];
  # The programs in the NuGet package Grpc.Tools look for a loader that NixOS does not have.
  Protobuf_ProtocFullPath = "${protobuf}/bin/protoc";
  gRPC_PluginFullPath = "${grpc}/bin/grpc_csharp_plugin";
  DOTNET_ROOT = "${dotnetCorePackages.sdk_10_0}/share/dotnet";
}
