using Infra.Protocol.Naming;

namespace Infra.Engine.Goals;

/// <summary>A former name of a resource: a whole urn, or the parts of it that differ.</summary>
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
