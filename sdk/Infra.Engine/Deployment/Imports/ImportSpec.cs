using System.Collections.Immutable;
using Infra.Protocol.Values;

namespace Infra.Engine.Deployment.Imports;

/// <summary>An existing resource that <c>pulumi import</c> is to bring under management, or what it needs for that.</summary>
public sealed record ImportSpec
{
    /// <summary>The resource's type token, e.g. <c>nixhost:index:NixGuest</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The name it gets in the program.</summary>
    public required string Name { get; init; }

    /// <summary>The id by which its provider finds it; empty for components and providers.</summary>
    public string Id { get; init; } = "";

    /// <summary>The urn of its parent, in the state or among what is imported; empty for the stack.</summary>
    public string Parent { get; init; } = "";

    /// <summary>The urn of its provider, in the state or among what is imported; empty for the package's default one.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The version of the plugin; empty for any.</summary>
    public string Version { get; init; } = "";

    /// <summary>Where the plugin would be downloaded from; empty for the default place.</summary>
    public string PluginDownloadUrl { get; init; } = "";

    /// <summary>Whether it refuses to be deleted from then on. Default <c>true</c>.</summary>
    public bool Protect { get; init; } = true;

    /// <summary>The inputs to take over; none for all that the provider gives.</summary>
    public ImmutableArray<string> Properties { get; init; } = [];

    /// <summary>The configuration of a provider.</summary>
    public PropertyMap Inputs { get; init; } = PropertyMap.Empty;

    /// <summary>Whether it is a component: it is made, without anything in it.</summary>
    public bool IsComponent { get; init; }
}
