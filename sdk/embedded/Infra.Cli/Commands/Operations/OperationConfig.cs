using Infra.Cli.Commands.Configuration;
using Infra.Engine.Workspace;
using Infra.Engine.Workspace.Configuration;

namespace Infra.Cli.Commands.Operations;

/// <summary>The configuration of a run.</summary>
internal static class OperationConfig
{
    /// <summary>Saves the values of <c>--config</c> in the settings.</summary>
    public static void Save(StackConfigAccess config, OperationSettings settings)
    {
        foreach (
            var (place, text) in ConfigAssignment.ReadAll(
                config,
                settings.Config,
                settings.ConfigPath
            )
        )
        {
            config.Set(place.Key, ConfigPath.ReadValue(text, place.Path), place.Below.AsSpan());
        }

        config.Save();
    }

    /// <summary>Makes a client run the program, as the Automation API does for inline programs.</summary>
    public static Project RunBy(Project project, string client) =>
        project with
        {
            Runtime = "client",
            RuntimeOptions = project.RuntimeOptions.SetItem("address", client),
        };
}
