using System.Runtime.CompilerServices;

namespace Conformance.Tests.Lab;

/// <summary>The checkout under test and what its build made.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot();

    public static string Cli => Built("Infra.Cli", "infra");

    public static string Provider => Built("Infra.NixHost.Provider", "pulumi-resource-nixhost.dll");

    /// <summary>What this project runs with Node.</summary>
    public static string Node { get; } =
        Path.Combine(Root, "tests", "embedded", "Conformance.Tests", "Node");

    private static string Built(string project, string file)
    {
        var path = Path.Combine(Root, "artifacts", "bin", project, "debug", file);
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException($"{path} is missing: run dotnet build Infra.sln");
    }

    private static string FindRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", ".."));
}
