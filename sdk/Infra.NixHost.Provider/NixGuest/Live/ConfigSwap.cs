using System.Collections.Immutable;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.NixGuest.Reports;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest.Live;

/// <summary>
/// New content of config disks reaches a guest while it runs: each disk is plugged out and in again, and the guest is told. Only a guest that
/// was ready, has said that it listens, and is expected to name the configuration it applies gets them this way; any other reads its disks
/// when it boots.
/// </summary>
/// <param name="olds">What the guest was made from.</param>
/// <param name="oldOutputs">What it said of itself.</param>
/// <param name="news">What it is to be made from.</param>
internal sealed class ConfigSwap(NixGuestInputs olds, PropertyMap oldOutputs, NixGuestInputs news)
{
    /// <summary>What the preview says.</summary>
    public const string Reason =
        "plugged in anew while the guest runs; the guest is told, and restarts only if its new configuration asks for it";

    private static readonly ImmutableArray<string> Fields = [".path", ".kind", ".format"];

    private readonly bool _listens =
        new InputReader(oldOutputs).Flag(NixGuestDefinition.Listens) is true
        && olds.ExpectedConfigHash is not null
        && news.ExpectedConfigHash is not null;

    /// <summary>The serials of the disks that have other content.</summary>
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

    /// <summary>Whether a change of a disk's field gives the disk other content, which the guest takes in while it runs.</summary>
    public bool Is(PropertyChange change, int index) =>
        Fields.Any(f => change.Path.EndsWith(f, StringComparison.Ordinal))
        && index < news.Disks.Length
        && CanBe(news.Disks[index]);

    /// <summary>Tells the guest which configuration its disks hold now, when they hold another than before; whether it did.</summary>
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

        session.Log.Status(identity.Urn, "telling the guest of its new configuration");
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
