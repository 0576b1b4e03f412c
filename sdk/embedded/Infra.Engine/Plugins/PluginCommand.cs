using Infra.Engine.Events;
using Infra.Engine.Foreign;
using Infra.Engine.Processes;

namespace Infra.Engine.Plugins;

/// <summary>Builds the command that starts a plugin of any form.</summary>
internal static class PluginCommand
{
    /// <summary>The command; a plugin in source form is compiled first when its language needs that.</summary>
    /// <param name="common">The environment, directory and arguments that every plugin gets.</param>
    /// <param name="events">Receives the build's output.</param>
    public static async Task<ProcessCommand> CreateAsync(
        string name,
        PluginLocation location,
        ProcessCommand common,
        EventPublisher events,
        CancellationToken cancellationToken
    ) =>
        location.Form switch
        {
            PluginForm.Source => await new SourcePlugin(
                PluginManifest.Load(name, location.Path),
                events
            ).CommandAsync(common, cancellationToken),
            PluginForm.NodeScript => common with
            {
                FileName = NodeRuntime.Program,
                Arguments = [location.Path, .. common.Arguments],
            },
            _ => common,
        };
}
