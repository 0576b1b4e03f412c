using System.Collections.Immutable;

namespace Pulumi.Libvirt;

[OutputType]
public sealed class GetNodeDevicesResult
{
    [OutputConstructor]
    private GetNodeDevicesResult(string? capability, ImmutableArray<string> devices, string id) =>
        (Capability, Devices, Id) = (capability, devices, id);

    public string? Capability { get; }

    public ImmutableArray<string> Devices { get; }

    public string Id { get; }
}
