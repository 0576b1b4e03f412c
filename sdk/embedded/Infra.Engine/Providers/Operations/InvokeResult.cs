using System.Collections.Immutable;
using Infra.Protocol.Values;

namespace Infra.Engine.Providers.Operations;

/// <summary>What a function returned.</summary>
internal sealed record InvokeResult(PropertyMap Return, ImmutableArray<CheckFailure> Failures);
