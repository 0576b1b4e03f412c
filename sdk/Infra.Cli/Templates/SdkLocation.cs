namespace Infra.Cli.Templates;

/// <summary>Where the SDK is that templates refer to: the folder <c>sdk</c> of the repository this program was built in.</summary>
internal static class SdkLocation
{
    private const string Mark = "Infra.NixHost/Infra.NixHost.csproj";

    /// <summary>The absolute folder; throws where the program runs outside of any repository.</summary>
    public static string Require()
    {
        for (
            var directory = new DirectoryInfo(AppContext.BaseDirectory);
            directory is not null;
            directory = directory.Parent
        )
        {
            var sdk = Path.Combine(directory.FullName, "sdk");
            if (File.Exists(Path.Combine(sdk, Mark)))
            {
                return sdk;
            }
        }

        throw new CommandException(
            ExitCode.Failure,
            $"The SDK that templates refer to was not found: there is no sdk/{Mark} above {AppContext.BaseDirectory}. Run the program where it was built."
        );
    }

    /// <summary>The folder of the provider built beside this program.</summary>
    public static string PluginsOf(string sdk) =>
        Path.Combine(
            Path.GetDirectoryName(sdk)!,
            "artifacts",
            "bin",
            "Infra.NixHost.Provider",
            "debug"
        );
}
