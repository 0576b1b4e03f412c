using Infra.Engine.Events;
using Infra.Engine.Languages.Node;
using Infra.Engine.Processes;

namespace Infra.Engine.Plugins;

/// <summary>What starts a plugin, whatever its form.</summary>
internal static class PluginCommand
{
    /// <summary>The command; a plugin in source form is built first where its language builds.</summary>
    /// <param name="name">The plugin's package.</param>
    /// <param name="location">Where it is.</param>
    /// <param name="common">What it is for a plugin that is a program.</param>
    /// <param name="events">Where a build is told.</param>
    /// <param name="cancellationToken">Ends a build.</param>
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
