using System.Collections.Immutable;

namespace Infra.NixHost.Provider.GetImages;

/// <summary>The files that a domain names.</summary>
/// <param name="Name">The domain.</param>
/// <param name="Xml">Its definition, or that of the machine that runs.</param>
/// <param name="Paths">The files and devices of its disks, and those below them that the definition names.</param>
/// <param name="Devices">The block devices with a qcow2 image in them, whose headers are no files.</param>
internal sealed record GuestFiles(
    string Name,
    string Xml,
    ImmutableArray<string> Paths,
    ImmutableArray<string> Devices
);
