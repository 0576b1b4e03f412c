using Infra.Protocol;

namespace Infra.Engine.Secrets;

/// <summary>Opens the provider that a state or a stack's settings name.</summary>
public interface ISecretsProviders
{
    /// <summary>The provider of that state. Its key is derived when the first text needs it.</summary>
    /// <exception cref="InfraException">The kind is not offered here, or its state is malformed.</exception>
    ISecretsProvider Open(SecretsProviderState state);
}
