using System.Runtime.CompilerServices;

namespace EndToEnd.Tests.Lab;

/// <summary>The checkout under test and what its build made.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot();

    public static string Cli => Built("Infra.Cli", "infra");

    public static string Provider =>
        Path.GetDirectoryName(Built("Infra.NixHost.Provider", "pulumi-resource-nixhost"))!;

    public static string LabStack => Built("LabStack", "LabStack.dll");

    public static string GuestStack => Built("GuestStack", "GuestStack.dll");

    public static string TroubleStack => Built("TroubleStack", "TroubleStack.dll");

    public static string Quickstart => Built("quickstart", "quickstart.dll");

    public static string NixosOnNixos => Built("nixos-on-nixos", "nixos-on-nixos.dll");

    /// <summary>What stands in for nixpkgs: its systems are tiny guests that boot, and really run the bootstrap.</summary>
    public static string Nixpkgs => Path.Combine(Root, "tests", "nixos", "nixpkgs");

    /// <summary>The modules of guests and hosts, a flake too.</summary>
    public static string Modules => Path.Combine(Root, "sdk", "nixos");

    /// <summary>A base and guests for it, quick to fail; what is to be copied as <c>root</c> lies in it.</summary>
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
