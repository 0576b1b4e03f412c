using Infra.Engine.Providers.Operations;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.Engine.Providers;

/// <summary>A running provider of one package, which a provider resource represents.</summary>
internal interface IPackageProvider : IResourceProvider, IAsyncDisposable
{
    /// <summary>Completes and validates configuration.</summary>
    Task<CheckResult> CheckConfigAsync(CheckInput input, CancellationToken cancellationToken);

    /// <summary>Says whether a change of configuration replaces what the provider manages.</summary>
    Task<DiffResult> DiffConfigAsync(DiffInput input, CancellationToken cancellationToken);

    /// <summary>Configures the provider; resource calls wait for it.</summary>
    void Configure(Urn urn, string id, PropertyMap inputs);

    Task<InvokeResult> InvokeAsync(
        string token,
        PropertyMap arguments,
        CancellationToken cancellationToken
    );

    /// <summary>Parameterizes a plugin that serves many packages; called before everything else.</summary>
    Task ParameterizeAsync(Parameterization parameterization, CancellationToken cancellationToken);

    /// <summary>Constructs a component, which registers itself with the engine; <c>null</c> while the configuration is unknown.</summary>
    /// <param name="request">All but the inputs.</param>
    /// <param name="inputs">The inputs with their dependencies.</param>
    /// <param name="cancellationToken">Cancelled when the run is over.</param>
    Task<ConstructResponse?> ConstructAsync(
        ConstructRequest request,
        PropertyMap inputs,
        CancellationToken cancellationToken
    );

    /// <summary>Calls a method of a component.</summary>
    /// <param name="request">All but the arguments.</param>
    /// <param name="arguments">The arguments with their dependencies.</param>
    /// <param name="cancellationToken">Cancelled when the run is over.</param>
    Task<CallResponse> CallAsync(
        CallRequest request,
        PropertyMap arguments,
        CancellationToken cancellationToken
    );

    /// <summary>Asks running operations to end soon. Never throws for a provider that has ended or lacks the method.</summary>
    Task CancelAsync();
}
