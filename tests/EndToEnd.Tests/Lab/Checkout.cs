using System.Runtime.CompilerServices;

namespace EndToEnd.Tests.Lab;

/// <summary>The checkout under test and the programs that its build made.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot();

    public static string Cli => Built("Infra.Cli", "infra");

    public static string Provider =>
        Path.GetDirectoryName(Built("Infra.NixHost.Provider", "pulumi-resource-nixhost"))!;

    public static string LabStack => Built("LabStack", "LabStack.dll");

    public static string GuestStack => Built("GuestStack", "GuestStack.dll");

    public static string TroubleStack => Built("TroubleStack", "TroubleStack.dll");

    /// <summary>The program GuestStack, written for Node.</summary>
    public static string NodeGuestStack =>
        Path.Combine(Root, "tests", "EndToEnd.Tests", "Node", "rose.js");

    public static string NixosOnNixos => Built("nixos-on-nixos", "nixos-on-nixos.dll");

    public static string ManyHosts => Built("many-hosts", "many-hosts.dll");

    /// <summary>The stand-in for nixpkgs. Its systems are tiny guests that boot and run the real bootstrap.</summary>
    public static string Nixpkgs => Path.Combine(Root, "tests", "nixos", "nixpkgs");

    /// <summary>The modules of guests and hosts, which are a flake as well.</summary>
    public static string Modules => Path.Combine(Root, "sdk", "nixos");

    /// <summary>The folder of configurations for a base and guests that fail quickly. Its folder <c>root</c> is a configuration root.</summary>
    public static string Guests => Path.Combine(Root, "tests", "nixos", "guests");

    /// <summary>Kernel and busybox for the quickstart's guest, as <c>make</c> unpacks them.</summary>
    public static string GuestParts =>
        Existing(Path.Combine(Root, ".cache", "guest", "parts"), "run eng/guest-parts.sh");

    /// <summary>The packages that this build has fetched.</summary>
    public static string NuGetPackages =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } given
            ? given
            : Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
                ".nuget",
                "packages"
            );

    /// <summary>The .NET that runs these tests, with its SDK.</summary>
    public static string DotnetRoot { get; } =
        Path.GetFullPath(
            Path.Combine(
                System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(),
                "..",
                "..",
                ".."
            )
        );

    /// <summary>The programs of the package Grpc.Tools, which are made for a loader in /lib64.</summary>
    public static string GrpcTools =>
        Path.Combine(
            Directory.EnumerateDirectories(Path.Combine(NuGetPackages, "grpc.tools")).Max()!,
            "tools",
            "linux_x64"
        );

    /// <summary>A Nix of today, as on a current NixOS.</summary>
    public static string CurrentNix =>
        Existing(Path.Combine(Root, ".cache", "nix-current", "trixie"), "run eng/current-nix.sh");

    private static string Built(string project, string file) =>
        Existing(
            Path.Combine(Root, "artifacts", "bin", project, "debug", file),
            "run dotnet build Infra.sln"
        );

    private static string Existing(string path, string remedy) =>
        Path.Exists(path) ? path : throw new FileNotFoundException($"{path} is missing: {remedy}");

    private static string FindRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
