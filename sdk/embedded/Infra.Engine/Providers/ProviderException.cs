using Infra.Protocol;

namespace Infra.Engine.Providers;

/// <summary>A provider refused or failed; the message is the provider's own.</summary>
internal sealed class ProviderException(string message, Exception? cause = null)
    : InfraException(message, cause);
