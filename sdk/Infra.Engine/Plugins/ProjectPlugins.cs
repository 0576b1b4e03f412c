using System.Collections.Immutable;
using Infra.Engine.Workspace;

namespace Infra.Engine.Plugins;

/// <summary>The plugins a project brings, and those that its plugins in source form bring in turn.</summary>
internal static class ProjectPlugins
{
    public static ImmutableArray<ProjectPlugin> Of(Project project)
    {
        var found = ImmutableArray.CreateBuilder<ProjectPlugin>();
        var open = new Queue<ProjectPlugin>(project.Plugins);
        while (open.TryDequeue(out var plugin))
        {
            if (found.Contains(plugin))
            {
                continue;
            }

            found.Add(plugin);
            var manifest = Path.Combine(plugin.Directory, PluginManifest.FileName);
            if (File.Exists(manifest))
            {
                foreach (var further in PluginManifest.Load(plugin.Name, manifest).Plugins)
                {
                    open.Enqueue(further);
                }
            }
        }

        return found.ToImmutable();
    }
}
