using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Goals;

/// <summary>Another name under which the state may know a resource: a whole urn, or the parts that differed.</summary>
internal sealed record ResourceAlias
{
    public Urn? Urn { get; init; }

    public string Name { get; init; } = "";

    public string Type { get; init; } = "";

    public string Stack { get; init; } = "";

    public string Project { get; init; } = "";

    public Urn? Parent { get; init; }

    public bool NoParent { get; init; }
}
