using Infra.Engine.Deployment.Goals;
using Infra.Protocol.Naming;
using Pulumirpc;

namespace Infra.Engine.Monitor;

/// <summary>Reads the former names that a program gives a resource.</summary>
internal static class AliasReader
{
    public static IEnumerable<ResourceAlias> Read(RegisterResourceRequest request) =>
        request
            .AliasURNs.Select(text => new ResourceAlias { Urn = Urn.Parse(text) })
            .Concat(request.Aliases.Select(Read));

    private static ResourceAlias Read(Alias alias)
    {
        if (alias.AliasCase != Alias.AliasOneofCase.Spec)
        {
            return new() { Urn = Urn.Parse(alias.Urn) };
        }

        var spec = alias.Spec;
        return new()
        {
            Name = spec.Name,
            Type = spec.Type,
            Stack = spec.Stack,
            Project = spec.Project,
            // Some SDKs say with an empty urn that the parent is the same.
            Parent = spec
                is { ParentCase: Alias.Types.Spec.ParentOneofCase.ParentUrn, ParentUrn: not "" }
                ? Urn.Parse(spec.ParentUrn)
                : null,
            NoParent =
                spec.ParentCase == Alias.Types.Spec.ParentOneofCase.NoParent && spec.NoParent,
        };
    }
}
