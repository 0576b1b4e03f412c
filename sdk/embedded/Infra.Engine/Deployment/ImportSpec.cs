using System.Collections.Immutable;
using Infra.Protocol.Values;

namespace Infra.Engine.Deployment;

/// <summary>A resource that <c>pulumi import</c> imports, or a component or provider that it needs.</summary>
public sealed record ImportSpec
{
    /// <summary>The resource's type token, e.g. <c>nixhost:index:NixGuest</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The resource's name in the program.</summary>
    public required string Name { get; init; }

    /// <summary>The id by which its provider finds it; empty for components and providers.</summary>
    public string Id { get; init; } = "";

    /// <summary>The urn of its parent, in the state or among the imports; empty for the stack.</summary>
    public string Parent { get; init; } = "";

    /// <summary>The urn of its provider, in the state or among the imports; empty for the default provider.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The version of the plugin; empty for any.</summary>
    public string Version { get; init; } = "";

    /// <summary>The plugin's download address; empty for the default.</summary>
    public string PluginDownloadUrl { get; init; } = "";

    /// <summary>Whether the resource is protected from deletion. Default <c>true</c>.</summary>
    public bool Protect { get; init; } = true;

    /// <summary>The inputs to take over; empty for all that the provider reads.</summary>
    public ImmutableArray<string> Properties { get; init; } = [];

    /// <summary>The configuration of a provider.</summary>
    public PropertyMap Inputs { get; init; } = PropertyMap.Empty;

    /// <summary>Whether it is a component, which is created empty.</summary>
    public bool IsComponent { get; init; }
}
