using System.Collections.Immutable;
using Infra.Protocol.Values;

namespace Infra.Engine.Providers.Operations;

/// <summary>The checked inputs, which are stored and compared, or the failures.</summary>
internal sealed record CheckResult(PropertyMap Inputs, ImmutableArray<CheckFailure> Failures)
{
    public static CheckResult Passed(PropertyMap inputs) => new(inputs, []);
}
