using Infra.Protocol;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Steps;

/// <summary>A protected resource would be deleted.</summary>
internal sealed class ProtectedResourceException : InfraException
{
    public ProtectedResourceException(Urn urn)
        : base(
            $"{urn} cannot be deleted because it is protected. To delete it, set `protect` to false in the program "
                + $"and run `pulumi up`, or run `pulumi state unprotect '{urn}'`."
        ) { }

    public ProtectedResourceException() { }

    public ProtectedResourceException(string message)
        : base(message) { }

    public ProtectedResourceException(string message, Exception innerException)
        : base(message, innerException) { }
}
