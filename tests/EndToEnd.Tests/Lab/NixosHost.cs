using System.Collections.Immutable;
using CliWrap;
using CliWrap.Buffered;

namespace EndToEnd.Tests.Lab;

/// <summary>
/// A lab shaped like NixOS, with a copy of the checkout at the checkout's own path and nothing built in it. Its user has a shell with the
/// programs of /run/current-system and what NixOS sets for them.
/// </summary>
internal static class NixosHost
{
    private const string Programs = "/run/current-system/sw/bin";

    public static async Task<LabHost> StartAsync(NixosSeed seed)
    {
        var sources = await SourcesAsync();
        return await LabHost.StartAsync(
            Path.Combine("Nixos", "init.sh"),
            Variables,
            directory =>
                [
                    seed.Directory,
                    seed.Former,
                    $"{Copy(sources, Path.Combine(directory, "source"))}={Checkout.Root}",
                    Checkout.NuGetPackages,
                ]
        );
    }

    private static IReadOnlyDictionary<string, string?> Variables { get; } =
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["PATH"] = Programs,
            ["HOME"] = "/root",
            ["NIX_REMOTE"] = "daemon",
            ["NIX_PATH"] =
                $"nixpkgs={Path.Combine(Checkout.Root, "tests/EndToEnd.Tests/Lab/Nixos/nixpkgs")}",
            ["NIX_CONFIG"] = null,
            ["DOTNET_ROOT"] = "/run/current-system/dotnet",
            ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1",
            // As the flake's shell sets them: the programs in NuGet's package cannot run here.
            ["Protobuf_ProtocFullPath"] = $"{Programs}/protoc",
            ["gRPC_PluginFullPath"] = $"{Programs}/grpc_csharp_plugin",
            // The checks of this repository have run them already.
            ["RunAnalyzers"] = "false",
            // What is left running at the end is to be a fault.
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["NUGET_PACKAGES"] = Checkout.NuGetPackages,
            ["NIXHOST_GUEST_PARTS"] = Checkout.GuestParts,
            ["PULUMI_CONFIG_PASSPHRASE"] = "",
            ["TERM"] = "dumb",
        };

    /// <summary>The files that a clone would have, with changes that are not committed yet.</summary>
    private static async Task<ImmutableArray<string>> SourcesAsync()
    {
        var listed = await Cli.Wrap("git")
            .WithArguments(["ls-files", "-co", "--exclude-standard", "-z"])
            .WithWorkingDirectory(Checkout.Root)
            .ExecuteBufferedAsync();
        return
        [
            .. listed
                .StandardOutput.Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Where(file => Path.Exists(Path.Combine(Checkout.Root, file))),
            .. Directory
                .EnumerateFiles(Checkout.GuestParts, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Checkout.Root, file)),
        ];
    }

    private static string Copy(ImmutableArray<string> files, string target)
    {
        foreach (var file in files)
        {
            var copy = Path.Combine(target, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            var source = new FileInfo(Path.Combine(Checkout.Root, file));
            if (source.LinkTarget is { } linked)
            {
                File.CreateSymbolicLink(copy, linked);
            }
            else
            {
                source.CopyTo(copy);
            }
        }

        return target;
    }
}
