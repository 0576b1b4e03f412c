using System.Collections.Immutable;

namespace Pulumi.Libvirt;

[OutputType]
public sealed class NetworkDns
{
    [OutputConstructor]
    private NetworkDns(bool? enabled, ImmutableArray<string> forwarders) =>
        (Enabled, Forwarders) = (enabled, forwarders);

    public bool? Enabled { get; }

    public ImmutableArray<string> Forwarders { get; }
}
