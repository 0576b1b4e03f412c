using System.Diagnostics.CodeAnalysis;
using Infra.Engine.Providers;

namespace Infra.Engine.Plugins;

/// <summary>Plugins that have been started ahead of time and are not used yet.</summary>
internal sealed class WarmPlugins
{
    private readonly Lock _gate = new();
    private readonly List<(PluginLocation Location, Task<IPackageProvider> Provider)> _plugins = [];

    public void Add(PluginLocation location, Task<IPackageProvider> provider)
    {
        lock (_gate)
        {
            _plugins.Add((location, provider));
        }
    }

    /// <summary>Takes a warm plugin of that location, for one provider resource.</summary>
    public bool TryTake(
        PluginLocation location,
        [NotNullWhen(true)] out Task<IPackageProvider>? provider
    )
    {
        lock (_gate)
        {
            var index = _plugins.FindIndex(plugin => plugin.Location == location);
            provider = index < 0 ? null : _plugins[index].Provider;
            if (index >= 0)
            {
                _plugins.RemoveAt(index);
            }

            return provider is not null;
        }
    }

    /// <summary>Takes all warm plugins that are left.</summary>
    public IReadOnlyList<Task<IPackageProvider>> TakeAll()
    {
        lock (_gate)
        {
            var all = _plugins.Select(plugin => plugin.Provider).ToList();
            _plugins.Clear();
            return all;
        }
    }
}
