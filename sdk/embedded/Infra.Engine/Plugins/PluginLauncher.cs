using Infra.Engine.Deployment;
using Infra.Engine.Events;
using Infra.Engine.Providers;
using Infra.Protocol;
using Infra.Protocol.Naming;

namespace Infra.Engine.Plugins;

/// <summary>Starts plugins, and starts those ahead of time that will probably be needed.</summary>
internal sealed class PluginLauncher(
    DeploymentRequest request,
    string engineAddress,
    EventPublisher events,
    CancellationToken terminationToken
) : IProviderLoader, IAsyncDisposable
{
    /// <summary>What the user wants to know most after the death of a provider.</summary>
    public const string WayOn =
        "What was done is in the state, and the next `up` goes on from there.";

    private readonly PluginLocator _locator = new(request.Project);
    private readonly WarmPlugins _warm = new();

    /// <summary>Starts the plugins that the last state and the project name; a failure is reported when the plugin is needed.</summary>
    public void WarmUp()
    {
        var used = request
            .Snapshot.Resources.Where(state => Urn.IsProviderType(state.Type) && !state.Delete)
            .Select(state =>
                ProviderInputs.Package(PackageDescriptor.NameOf(state.Type), state.Inputs)
            )
            .ToList();
        var own = request
            .Project.Plugins.Where(plugin =>
                used.TrueForAll(package => package.Name != plugin.Name)
            )
            .Select(plugin => new PackageDescriptor(plugin.Name));
        foreach (
            var package in used.Concat(own)
                .Where(package =>
                    package.Name != BuiltinProvider.Package && package.EnvironmentMappings.IsEmpty
                )
        )
        {
            if (_locator.TryFind(package) is { } location)
            {
                _warm.Add(location, StartAsync(package, location));
            }
        }
    }

    public async Task<IPackageProvider> LoadAsync(
        PackageDescriptor package,
        CancellationToken cancellationToken
    )
    {
        if (package.Name == BuiltinProvider.Package)
        {
            return new BuiltinProvider(request.ReadStackOutputsAsync);
        }

        var location = _locator.Find(package);
        // A plugin with environment mappings is not shared with other packages.
        var provider = await (
            package.EnvironmentMappings.IsEmpty && _warm.TryTake(location, out var warm)
                ? warm
                : StartAsync(package, location)
        );
        if (
            provider is PluginProvider { Version: var version }
            && PackageVersion.IsOlder(version, package.Version)
        )
        {
            events.Warning(
                null,
                $"The plugin '{package.Name}' is expected to have version >={package.Version}, but has {version}. It may not know everything that the program asks for."
            );
        }

        return provider;
    }

    /// <summary>Ends the warm plugins that were not used.</summary>
    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(_warm.TakeAll().Select(DisposeAsync));

    private static async Task DisposeAsync(Task<IPackageProvider> warm)
    {
        try
        {
            await (await warm).DisposeAsync();
        }
        catch (InfraException)
        {
            // The plugin failed to start and was not needed.
        }
    }

    private async Task<IPackageProvider> StartAsync(
        PackageDescriptor package,
        PluginLocation location
    )
    {
        // Starting a process blocks for a while, so the caller is released first.
        await Task.Yield();
        var command = await PluginCommand.CreateAsync(
            package.Name,
            location,
            new()
            {
                FileName = location.Path,
                Arguments = [engineAddress],
                WorkingDirectory = request.Project.ProgramDirectory,
                Environment = PluginEnvironment.Of(request, package),
            },
            events,
            terminationToken
        );
        var process = await PluginProcess.StartAsync(package.Name, command, terminationToken);
        var calls = new PluginCalls(
            process.Channel.CreateCallInvoker(),
            package.Name,
            () => process.DescribeEndAsync(WayOn)
        );
        var configuration = new PluginConfiguration(calls, package.Name, request.Options.IsPreview);
        try
        {
            await configuration.HandshakeAsync(engineAddress, location.Directory, terminationToken);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }

        return new PluginProvider(calls, configuration, request.Options.IsPreview, process);
    }
}
