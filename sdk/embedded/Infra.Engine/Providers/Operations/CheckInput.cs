using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.Providers.Operations;

/// <summary>Inputs to check.</summary>
/// <param name="Olds">The inputs of the last deployment; empty for a new resource.</param>
/// <param name="News">The inputs the program gives.</param>
/// <param name="RandomSeed">The seed of random names: 32 bytes.</param>
internal sealed record CheckInput(
    Urn Urn,
    PropertyMap Olds,
    PropertyMap News,
    ReadOnlyMemory<byte> RandomSeed
);
