using System.Collections.Immutable;
using System.Xml.Linq;
using Infra.NixHost.Host.Images;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Xml;

/// <summary>All that a guest's definition is written from; the same spec always gives the same XML.</summary>
/// <param name="Identity">Whose guest it is.</param>
/// <param name="Inputs">What the user wants.</param>
/// <param name="Uuid">Its UUID.</param>
/// <param name="IsKvm">Whether hardware runs it.</param>
/// <param name="ConsolePath">The log file of its console; empty for none.</param>
internal sealed record DomainSpec(
    ResourceIdentity Identity,
    NixGuestInputs Inputs,
    Guid Uuid,
    bool IsKvm,
    string ConsolePath
)
{
    /// <summary>What lies below each disk file, by the disk's path, nearest first.</summary>
    public ImmutableDictionary<string, ImmutableArray<DiskImage>> Backing { get; init; } =
        ImmutableDictionary<string, ImmutableArray<DiskImage>>.Empty;

    /// <summary>The bridges among those the guest's cards name that Open vSwitch switches: libvirt has to be told.</summary>
    public ImmutableHashSet<string> OpenVSwitches { get; init; } = [];

    /// <summary>
    /// The former inputs of a guest that was imported: its definition is changed where they differ, and not written; <c>null</c> for a guest of ours.
    /// </summary>
    public NixGuestInputs? ImportedWith { get; init; }

    /// <summary>The definition before, whose devices keep their places; <c>null</c> for a new guest.</summary>
    public XElement? Former { get; init; }

    /// <summary>The running machine; <c>null</c> when it is off.</summary>
    public XElement? Live { get; init; }

    /// <summary>The serials of the disks that the running machine gets plugged in anew.</summary>
    public ImmutableArray<string> Swapped { get; init; } = [];
}
