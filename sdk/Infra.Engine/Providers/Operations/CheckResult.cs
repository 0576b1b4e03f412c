using System.Collections.Immutable;
using Infra.Protocol.Values;

namespace Infra.Engine.Providers.Operations;

/// <summary>The inputs that are stored and compared, or why there are none.</summary>
internal sealed record CheckResult(PropertyMap Inputs, ImmutableArray<CheckFailure> Failures)
{
    /// <summary>What the user should know besides.</summary>
    public string? Warning { get; init; }

    /// <summary>The inputs are fine.</summary>
    public static CheckResult Passed(PropertyMap inputs) => new(inputs, []);
}
