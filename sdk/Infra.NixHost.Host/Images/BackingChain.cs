using System.Collections.Immutable;

namespace Infra.NixHost.Hosts.Images;

/// <summary>A writable disk and its backing files, as found on the host.</summary>
/// <param name="Images">The disk and its readable backing files, topmost first.</param>
/// <param name="Findings">The problems of the chain; none when a guest can start with it.</param>
public sealed record BackingChain(
    ImmutableArray<DiskImage> Images,
    ImmutableArray<ChainFinding> Findings
)
{
    /// <summary>Returns this chain when it has no problems.</summary>
    /// <exception cref="HostException">The first finding, under its code.</exception>
    public BackingChain Require() =>
        Findings.IsEmpty ? this : throw new HostException(Findings[0].Code, Findings[0].Message);
}
