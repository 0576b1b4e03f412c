using System.Collections.Immutable;
using Infra.Cli.Commands.Configuration;
using Infra.Cli.Commands.Stacks;
using Infra.Engine.Workspace;
using Infra.Engine.Workspace.Configuration;

namespace Infra.Cli.Commands.Operations;

/// <summary>The configuration of a run.</summary>
internal static class OperationConfig
{
    /// <summary>Saves what <c>--config</c> sets.</summary>
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

    /// <summary>The project with its program run by a client, as inline programs of the Automation API are.</summary>
    public static Project RunBy(Project project, string client) =>
        project with
        {
            Runtime = "client",
            RuntimeOptions = project.RuntimeOptions.SetItem("address", client),
        };
}
