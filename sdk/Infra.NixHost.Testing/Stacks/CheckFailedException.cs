using System.Collections.Immutable;

namespace Infra.NixHost.Testing.Stacks;

/// <summary>A check found something wrong, as an engine would report it.</summary>
internal sealed class CheckFailedException(ImmutableArray<(string Path, string Reason)> failures)
    : Exception(string.Join('\n', failures.Select(f => $"{f.Path}: {f.Reason}")))
{
    public ImmutableArray<(string Path, string Reason)> Failures { get; } = failures;
}
