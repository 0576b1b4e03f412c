using System.Collections.Immutable;
using System.Xml.Linq;
using Infra.NixHost.Hosts.Images;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Xml;

/// <summary>Everything that a guest's definition is written from. The same spec always gives the same XML.</summary>
/// <param name="Identity">The resource.</param>
/// <param name="Inputs">The checked inputs.</param>
/// <param name="Uuid">Its UUID.</param>
/// <param name="IsKvm">Whether hardware virtualization runs the guest.</param>
/// <param name="ConsolePath">The log file of its console; empty for none.</param>
internal sealed record DomainSpec(
    ResourceIdentity Identity,
    NixGuestInputs Inputs,
    Guid Uuid,
    bool IsKvm,
    string ConsolePath
)
{
    /// <summary>The tag to write.</summary>
    public OwnerTag Owner { get; init; } = new("", Identity.Urn.Value, "", "");

    /// <summary>The backing chain of each disk file, by the disk's path, nearest first.</summary>
    public ImmutableDictionary<string, ImmutableArray<DiskImage>> Backing { get; init; } =
        ImmutableDictionary<string, ImmutableArray<DiskImage>>.Empty;

    /// <summary>The bridges of the guest's cards that belong to Open vSwitch, which libvirt has to be told.</summary>
    public ImmutableHashSet<string> OpenVSwitches { get; init; } = [];

    /// <summary>
    /// The former inputs of an imported guest, whose definition is changed only where the inputs differ; <c>null</c> for a guest of ours.
    /// </summary>
    public NixGuestInputs? ImportedWith { get; init; }

    /// <summary>The former definition, whose devices keep their addresses; <c>null</c> for a new guest.</summary>
    public XElement? Former { get; init; }

    /// <summary>The running machine; <c>null</c> when it is off.</summary>
    public XElement? Live { get; init; }

    /// <summary>The serials of the disks that are unplugged and plugged in again.</summary>
    public ImmutableArray<string> Swapped { get; init; } = [];
}
