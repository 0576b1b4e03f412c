namespace Infra.Cli.Templates;

/// <summary>Finds the SDK that templates refer to: the folder <c>sdk</c> of the repository that built this program.</summary>
internal static class SdkLocation
{
    private const string Mark = "Infra.NixHost/Infra.NixHost.csproj";

    /// <summary>The absolute path of the folder; <c>null</c> when the program runs outside of a repository.</summary>
    public static string? Find()
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

        return null;
    }

    /// <summary>The same for a template that refers to it.</summary>
    public static string Require() =>
        Find()
        ?? throw new CommandException(
            ExitCode.Failure,
            $"The SDK that templates refer to was not found: there is no sdk/{Mark} above {AppContext.BaseDirectory}. Run the program in the repository that built it, or give a folder as the template."
        );

    /// <summary>The folder of the provider that was built with this program.</summary>
    public static string PluginsOf(string sdk) =>
        Path.Combine(
            Path.GetDirectoryName(sdk)!,
            "artifacts",
            "bin",
            "Infra.NixHost.Provider",
            "debug"
        );
}
