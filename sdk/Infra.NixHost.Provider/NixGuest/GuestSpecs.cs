using System.Collections.Immutable;
using System.Xml.Linq;
using Infra.NixHost.Hosts.Images;
using Infra.NixHost.Provider.NixGuest.Checks;
using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>Reads from the host what a guest's definition needs besides the inputs.</summary>
internal sealed class GuestSpecs(ProviderSession session)
{
    /// <summary>The spec of a guest whose disks exist.</summary>
    public async Task<DomainSpec> BuildAsync(
        ResourceIdentity identity,
        NixGuestInputs inputs,
        Guid uuid,
        CancellationToken cancellationToken
    )
    {
        var backing = ImmutableDictionary.CreateBuilder<string, ImmutableArray<DiskImage>>();
        foreach (
            var disk in inputs.Disks.Where(d =>
                d is { Kind: "file", Format: "qcow2", Path: not null }
            )
        )
        {
            // Only disks with a path are looked at.
            var path = disk.Path!;
            var chain = await session.Host.Chains.InspectAsync(path, cancellationToken);
            // A guest that stays off needs no sound chain.
            var images = inputs.Running ? chain.Require().Images : chain.Images;
            backing[path] = [.. images.Skip(1)];
        }

        if (inputs.Running)
        {
            GuestDiskSourceCheck.Require(session, inputs);
        }

        var console = ConsolePath(inputs);
        if (console.Length > 0)
        {
            HostDirectories.Prepare(session.Host.Files, Path.GetDirectoryName(console) ?? "/");
        }

        return new(identity, inputs, uuid, IsKvm(inputs), console)
        {
            Backing = backing.ToImmutable(),
            OpenVSwitches = await OpenVSwitchesAsync(inputs, cancellationToken),
        };
    }

    /// <summary>The definition that inputs alone give, for comparisons.</summary>
    public XElement Write(ResourceIdentity identity, NixGuestInputs inputs, Guid uuid) =>
        XElement.Parse(
            DomainXml.Write(new(identity, inputs, uuid, IsKvm(inputs), ConsolePath(inputs)))
        );

    /// <summary>The bridges of the guest that are Open vSwitch's, whose cards need a mark.</summary>
    public async Task<ImmutableHashSet<string>> OpenVSwitchesAsync(
        NixGuestInputs inputs,
        CancellationToken cancellationToken
    )
    {
        var found = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var name in inputs.Networks.Select(n => n.Bridge).OfType<string>().Distinct())
        {
            if (
                await session.Host.Bridges.FindAsync(name, cancellationToken) is
                { IsOpenVSwitch: true }
            )
            {
                found.Add(name);
            }
        }

        return found.ToImmutable();
    }

    /// <summary>Whether hardware virtualization runs the guest; <c>auto</c> means wherever it works.</summary>
    public bool IsKvm(NixGuestInputs inputs) =>
        inputs.Accelerator switch
        {
            "kvm" => true,
            "tcg" => false,
            _ => session.Host.Accelerators.Detect().IsKvm,
        };

    /// <summary>The path of the console's log file; empty without a console.</summary>
    public string ConsolePath(NixGuestInputs inputs) =>
        inputs.Console == "none" ? "" : new ConsoleFiles(session.Host).PathOf(inputs.GuestName);
}
