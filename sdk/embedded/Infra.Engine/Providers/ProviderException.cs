using Infra.Protocol;

namespace Infra.Engine.Providers;

/// <summary>A provider refused or failed; the message is the provider's own.</summary>
internal sealed class ProviderException : InfraException
{
    public ProviderException(string message)
        : base(message) { }

    public ProviderException(string message, Exception innerException)
        : base(message, innerException) { }

    public ProviderException() { }
}
