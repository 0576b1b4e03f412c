# The command line and the provider, built from this source with the packages of nuget-packages.json.
{
  lib,
  buildDotnetModule,
  dotnetCorePackages,
  protobuf,
  grpc,
  libvirt,
  qemu-utils,
  cdrkit,
  nix,
  symlinkJoin,
}:
let
  root = ../..;
  sdk = dotnetCorePackages.sdk_10_0;
  version = "0.1.0";
  source = lib.fileset.toSource {
    inherit root;
    fileset = lib.fileset.unions [
      (root + "/Directory.Build.props")
      (root + "/Directory.Packages.props")
      (root + "/BannedSymbols.txt")
      (root + "/global.json")
      (root + "/.editorconfig")
      (root + "/LICENSE")
      (root + "/README.md")
      (root + "/sdk")
    ];
  };

  program = { pname, project, executable, description, tools }: buildDotnetModule {
    inherit pname version;
    src = source;
    projectFile = "${project}";
    nugetDeps = ./nuget-packages.json;
    dotnet-sdk = sdk;
    dotnet-runtime = sdk.aspnetcore;
    executables = [ executable ];
    # The programs in Grpc.Tools look for a loader that NixOS does not have.
    nativeBuildInputs = [ protobuf grpc ];
    dotnetFlags = [
      "-p:Protobuf_ProtocFullPath=${lib.getExe' protobuf "protoc"}"
      "-p:gRPC_PluginFullPath=${lib.getExe' grpc "grpc_csharp_plugin"}"
      # Analyzers have their place in the repository's own checks.
      "-p:RunAnalyzers=false"
      # The packages' hashes are those of nuget-packages.json.
      "-p:LockPackages=false"
      "-p:TreatWarningsAsErrors=false"
    ];
    # The host's own tools come first; these are for a host that lacks one.
    makeWrapperArgs = [ "--suffix" "PATH" ":" (lib.makeBinPath tools) ];
    meta = {
      inherit description;
      license = lib.licenses.mit;
      mainProgram = executable;
      platforms = [ "x86_64-linux" ];
    };
  };

  cli = program {
    pname = "infra";
    project = "sdk/embedded/Infra.Cli/Infra.Cli.csproj";
    executable = "infra";
    description = "Command line of Infra.NixHost over its embedded engine";
    # It builds the stack's program.
    tools = [ sdk ];
  };
  provider = program {
    pname = "pulumi-resource-nixhost";
    project = "sdk/Infra.NixHost.Provider/Infra.NixHost.Provider.csproj";
    executable = "pulumi-resource-nixhost";
    description = "Resource provider for NixOS guests on a libvirt host";
    # virsh also tells where libvirt's library is.
    tools = [ nix libvirt qemu-utils cdrkit ];
  };
in
{
  inherit cli provider;
  both = symlinkJoin {
    name = "infra-nixhost-${version}";
    # The command line finds the provider beside itself in PATH.
    paths = [ cli provider ];
    meta = cli.meta // { description = "Infra.NixHost: command line and provider"; };
  };
}
