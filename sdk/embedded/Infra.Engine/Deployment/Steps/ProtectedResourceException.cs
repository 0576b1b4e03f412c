using Infra.Protocol;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Steps;

/// <summary>The step would delete a protected resource.</summary>
internal sealed class ProtectedResourceException(Urn urn)
    : InfraException(
        $"{urn} cannot be deleted because it is protected. To delete it, set `protect` to false in the program "
            + $"and run `pulumi up`, or run `pulumi state unprotect '{urn}'`."
    );
