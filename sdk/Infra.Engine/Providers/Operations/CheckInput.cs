using Infra.Engine.Deployment.Naming;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.Providers.Operations;

/// <summary>Inputs to check.</summary>
/// <param name="Urn">Of the resource.</param>
/// <param name="Olds">The inputs of the last deployment; empty for a new resource.</param>
/// <param name="News">The inputs the program gives.</param>
/// <param name="RandomSeed">From which random names are made: 32 bytes.</param>
internal sealed record CheckInput(
    Urn Urn,
    PropertyMap Olds,
    PropertyMap News,
    ReadOnlyMemory<byte> RandomSeed
)
{
    /// <summary>What the user wants of the name, if the program gives none.</summary>
    public NameProposal? Naming { get; init; }
}
