using System.Collections.Immutable;
using System.Reflection;
using Infra.NixHost.Provider.BridgeNetwork;
using Infra.NixHost.Provider.Components;
using Infra.NixHost.Provider.ConfigDisk;
using Infra.NixHost.Provider.Configuration;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Examples;
using Infra.NixHost.Provider.Functions;
using Infra.NixHost.Provider.GetHost;
using Infra.NixHost.Provider.GetImages;
using Infra.NixHost.Provider.Host;
using Infra.NixHost.Provider.Hosts;
using Infra.NixHost.Provider.NixGuest;
using Infra.NixHost.Provider.NixImage;
using Infra.NixHost.Provider.NixSystem;
using Infra.NixHost.Provider.OverlayDisk;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.SelfConfiguringGuest;

namespace Infra.NixHost.Provider;

/// <summary>The package <c>nixhost</c>: its version, its resources and their handlers.</summary>
internal static class Package
{
    /// <summary>The version, without build metadata.</summary>
    public static string Version { get; } =
        typeof(Package).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>The address of the project's repository, from the build.</summary>
    public static string Repository { get; } =
        // Directory.Build.props gives every assembly this value.
        typeof(Package)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(a => a.Key == "RepositoryUrl")
            .Value!;

    /// <summary>The resources.</summary>
    public static ImmutableArray<ResourceDefinition> Resources =>
        [
            NixImageDefinition.Resource,
            NixSystemDefinition.Resource,
            OverlayDiskDefinition.Resource,
            ConfigDiskDefinition.Resource,
            BridgeNetworkDefinition.Resource,
            NixGuestDefinition.Resource,
            HostDefinition.Resource,
        ];

    /// <summary>The components, which the provider builds of resources.</summary>
    public static ImmutableArray<IComponent> Components => [new SelfConfiguringGuestComponent()];

    /// <summary>The functions.</summary>
    public static ImmutableArray<FunctionDefinition> Functions =>
        [GetHostDefinition.Function, GetImagesDefinition.Function];

    /// <summary>The schema as JSON.</summary>
    public static string Schema() =>
        new PackageSchema(Version, Repository, ResourceExamples.Describe).Write(
            ProviderConfiguration.Definitions,
            [.. Resources, .. Components.Select(c => c.Definition)],
            Functions
        );

    /// <summary>Creates the functions of a session.</summary>
    public static FunctionSet FunctionsOf(ProviderSession session) =>
        new([new GetHostFunction(session), new GetImagesFunction(session)]);

    /// <summary>Creates a handler for each resource type.</summary>
    /// <param name="session">The session with the host of the resources.</param>
    /// <param name="hosts">All hosts of the run.</param>
    public static HandlerSet Handlers(ProviderSession session, OpenHosts hosts)
    {
        IResourceHandler[] handlers =
        [
            new NixImageHandler(session),
            new NixSystemHandler(session),
            new OverlayDiskHandler(session),
            new ConfigDiskHandler(session),
            new BridgeNetworkHandler(session),
            new NixGuestHandler(session),
            new HostHandler(session, hosts),
        ];
        return new(handlers);
    }
}
