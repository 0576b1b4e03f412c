using System.Collections.Immutable;

namespace Infra.Cli.Commands.Operations;

/// <summary>What the command line says about creates that a killed run has left open.</summary>
/// <param name="Skip">Leave them, and do not ask.</param>
/// <param name="Clear">Forget those that are not imported.</param>
/// <param name="Imports">Ids by urn of those that happened after all.</param>
internal sealed record PendingCreateSettings(
    bool Skip,
    bool Clear,
    ImmutableDictionary<string, string> Imports
);
