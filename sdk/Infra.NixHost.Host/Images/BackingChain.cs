using System.Collections.Immutable;

namespace Infra.NixHost.Host.Images;

/// <summary>A writable disk and what it lies on, as found on the host.</summary>
/// <param name="Images">The disk and what backs it, topmost first; as far as it can be read.</param>
/// <param name="Findings">What is wrong with it; empty when a guest can start with it.</param>
public sealed record BackingChain(
    ImmutableArray<DiskImage> Images,
    ImmutableArray<ChainFinding> Findings
)
{
    /// <summary>This chain, when nothing is wrong with it.</summary>
    /// <exception cref="HostException">The first finding, under its code.</exception>
    public BackingChain Require() =>
        Findings.IsEmpty ? this : throw new HostException(Findings[0].Code, Findings[0].Message);
}
