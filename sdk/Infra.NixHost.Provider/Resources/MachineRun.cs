using System.Collections.Immutable;
using System.Xml.Linq;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Facts;

namespace Infra.NixHost.Provider.Resources;

/// <summary>What a run knows of one machine, also where several hosts of the program are that machine.</summary>
/// <param name="host">Any of those hosts.</param>
internal sealed class MachineRun(INixHost host)
{
    /// <summary>What the program wants of the machine, beside what runs there.</summary>
    public HostCapacity Capacity { get; } = new(host);

    /// <summary>The definitions of all domains, for checks that compare with all of them.</summary>
    public SharedReading<ImmutableArray<XElement>> Definitions { get; } =
        new(async token =>
            [.. (await host.Domains.ReadDefinitionsAsync(token)).Select(xml => XElement.Parse(xml))]
        );

    /// <summary>The machine's own MAC addresses and addresses.</summary>
    public SharedReading<HostInterfaces> Interfaces { get; } =
        new(token => Task.Run(host.Facts.ReadInterfaces, token));

    /// <summary>The features that the machine offers to guests.</summary>
    public SharedReading<GuestSupport> Support { get; } = new(host.Facts.ReadSupportAsync);
}
