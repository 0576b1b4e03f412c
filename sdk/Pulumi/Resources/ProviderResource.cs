using Infra.Protocol.Values;

namespace Pulumi;

/// <summary>A provider with a configuration of its own, for the resources that name it in their options.</summary>
public class ProviderResource : CustomResource
{
    /// <summary>Registers the provider.</summary>
    /// <param name="package">The package it serves.</param>
    /// <param name="name">The name, unique among the providers of the package and parent.</param>
    /// <param name="args">Its configuration.</param>
    /// <param name="options">The options; none when <c>null</c>.</param>
    public ProviderResource(
        string package,
        string name,
        ResourceArgs args,
        CustomResourceOptions? options = null
    )
        : this(package, name, args, options, registerPackageRequest: null) { }

    /// <summary>Registers the provider.</summary>
    /// <param name="package">The package it serves.</param>
    /// <param name="name">The name, unique among the providers of the package and parent.</param>
    /// <param name="args">Its configuration.</param>
    /// <param name="options">The options; none when <c>null</c>.</param>
    /// <param name="registerPackageRequest">The package, where the provider serves several.</param>
    public ProviderResource(
        string package,
        string name,
        ResourceArgs args,
        CustomResourceOptions? options = null,
        RegisterPackageRequest? registerPackageRequest = null
    )
        : base($"pulumi:providers:{package}", name, args, options, registerPackageRequest) =>
        Package = package;

    /// <summary>A provider of which only the reference is known.</summary>
    private protected ProviderResource(string urn, Output<string> id, string package)
        : base(urn, id) => Package = package;

    internal string Package { get; }

    /// <summary>How requests name the provider.</summary>
    internal async Task<string> ReferenceAsync()
    {
        var urn = await Urn.State.ConfigureAwait(false);
        var id = await Id.State.ConfigureAwait(false);
        var known = id.IsKnown && !string.IsNullOrEmpty(id.Value);
        return $"{urn.Value}::{(known ? id.Value : UnknownSentinels.Written)}";
    }
}
