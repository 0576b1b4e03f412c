using System.Runtime.CompilerServices;

namespace Faults.Tests.Stage;

/// <summary>What the checkout's build made.</summary>
internal static class Checkout
{
    private static readonly string Root = FindRoot();

    public static string Cli => Built("Infra.Cli", "infra");

    public static string Stack => Built("LedgerStack", "LedgerStack.dll");

    public static string ProviderDirectory =>
        Path.GetDirectoryName(Built("LedgerProvider", "pulumi-resource-ledger"))!;

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
