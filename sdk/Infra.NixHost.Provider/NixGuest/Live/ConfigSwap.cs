using System.Collections.Immutable;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.NixGuest.Reports;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest.Live;

/// <summary>
/// Gives a running guest new content of its config disks: each disk is unplugged and plugged in again, and the guest is told. Only a guest that
/// was ready, listens, and has an expected configuration gets them this way. Any other guest reads its disks when it boots.
/// </summary>
/// <param name="olds">The former inputs.</param>
/// <param name="oldOutputs">The former outputs, with what the guest reported.</param>
/// <param name="news">The new inputs.</param>
internal sealed class ConfigSwap(NixGuestInputs olds, PropertyMap oldOutputs, NixGuestInputs news)
{
    /// <summary>The reason that the preview shows.</summary>
    public const string Reason =
        "plugged in again while the guest runs; the guest is told, and restarts only if its new configuration requires it";

    private static readonly ImmutableArray<string> Fields = [".path", ".kind", ".format"];

    private readonly bool _listens =
        new InputReader(oldOutputs).Flag(NixGuestDefinition.Listens) is true
        && olds.ExpectedConfigHash is not null
        && news.ExpectedConfigHash is not null;

    /// <summary>The serials of the disks with new content.</summary>
    public ImmutableArray<string> Serials =>
        [
            .. news
                .Disks.Where(d =>
                    CanBe(d)
                    && Former(d) is { } former
                    && (former.Path, former.Kind, former.Format) != (d.Path, d.Kind, d.Format)
                )
                .Select(d => d.Serial),
        ];

    /// <summary>Whether a change of a disk's field gives the disk new content that the running guest takes in.</summary>
    public bool Is(PropertyChange change, int index) =>
        Fields.Any(f => change.Path.EndsWith(f, StringComparison.Ordinal))
        && index < news.Disks.Length
        && CanBe(news.Disks[index]);

    /// <summary>Tells the guest that its disks hold another configuration; returns whether it had to.</summary>
    public async Task<bool> TellAsync(
        ProviderSession session,
        ResourceIdentity identity,
        Guid uuid,
        CancellationToken cancellationToken
    )
    {
        if (!_listens || (Serials.IsEmpty && news.ExpectedConfigHash == olds.ExpectedConfigHash))
        {
            return false;
        }

        session.Log.Status(identity.Urn, "telling the guest about its new configuration");
        await ConfigChange.TellAsync(session, uuid, news.ExpectedConfigHash, cancellationToken);
        return true;
    }

    private bool CanBe(GuestDiskInputs disk) =>
        _listens
        && disk.IsReadOnly
        && Former(disk) is { IsReadOnly: true } former
        && former.Bus == disk.Bus
        && HotPlug.Obstacle(olds, news, disk) is null;

    private GuestDiskInputs? Former(GuestDiskInputs disk) =>
        olds.Disks.FirstOrDefault(d => d.Serial == disk.Serial);
}
