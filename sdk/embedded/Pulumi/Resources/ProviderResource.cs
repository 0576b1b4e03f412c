using Infra.Protocol.Values;

namespace Pulumi;

/// <summary>A provider with its own configuration, for the resources that name it in their options.</summary>
public class ProviderResource : CustomResource
{
    /// <summary>Registers the provider.</summary>
    /// <param name="package">The package of the provider.</param>
    /// <param name="name">The name, unique among the providers of this package and parent.</param>
    /// <param name="options">The options. Default: none.</param>
    public ProviderResource(
        string package,
        string name,
        ResourceArgs args,
        CustomResourceOptions? options = null
    )
        : this(package, name, args, options, registerPackageRequest: null) { }

    /// <summary>Registers the provider.</summary>
    /// <param name="package">The package of the provider.</param>
    /// <param name="name">The name, unique among the providers of this package and parent.</param>
    /// <param name="options">The options. Default: none.</param>
    /// <param name="registerPackageRequest">The package, if the provider serves several.</param>
    public ProviderResource(
        string package,
        string name,
        ResourceArgs args,
        CustomResourceOptions? options = null,
        RegisterPackageRequest? registerPackageRequest = null
    )
        : base(
            $"{Infra.Protocol.Naming.Urn.ProviderTypePrefix}{package}",
            name,
            args,
            options,
            registerPackageRequest
        ) => Package = package;

    /// <summary>Creates a provider of which only the reference is known.</summary>
    private protected ProviderResource(string urn, Output<string> id, string package)
        : base(urn, id) => Package = package;

    internal string Package { get; }

    /// <summary>Awaits the reference by which requests name the provider.</summary>
    internal async Task<string> ReferenceAsync()
    {
        var urn = await Urn.State.ConfigureAwait(false);
        var id = await Id.State.ConfigureAwait(false);
        var known = id.IsKnown && !string.IsNullOrEmpty(id.Value);
        return $"{urn.Value}::{(known ? id.Value : UnknownSentinels.Written)}";
    }
}
