using System.Collections.Immutable;
using System.Text.Json;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Live;

/// <summary>
/// New content of config disks reaches a guest while it runs: each disk is plugged out and in again, and the guest is told. Only a guest that is
/// expected to name the configuration it applies listens; any other reads its disks when it boots.
/// </summary>
internal static class ConfigSwap
{
    /// <summary>What the preview says.</summary>
    public const string Reason =
        "plugged in anew while the guest runs; the guest is told, and restarts only if its new configuration asks for it";

    private static readonly ImmutableArray<string> Fields = [".path", ".kind", ".format"];

    /// <summary>Whether a change of a disk's field gives the disk other content, which the guest takes in while it runs.</summary>
    public static bool Is(
        PropertyChange change,
        int index,
        NixGuestInputs olds,
        NixGuestInputs news
    ) =>
        Fields.Any(f => change.Path.EndsWith(f, StringComparison.Ordinal))
        && index < news.Disks.Length
        && CanBe(news.Disks[index], olds, news);

    /// <summary>The serials of the disks that have other content.</summary>
    public static ImmutableArray<string> Of(NixGuestInputs olds, NixGuestInputs news) =>
        [
            .. news
                .Disks.Where(d =>
                    CanBe(d, olds, news)
                    && Former(d, olds) is { } former
                    && (former.Path, former.Kind, former.Format) != (d.Path, d.Kind, d.Format)
                )
                .Select(d => d.Serial),
        ];

    /// <summary>Tells the guest which configuration its disks hold now.</summary>
    public static async Task TellAsync(
        ProviderSession session,
        DomainSpec spec,
        NixGuestInputs olds,
        CancellationToken cancellationToken
    )
    {
        if (
            spec.Inputs.ExpectedConfigHash is not { } config
            || olds.ExpectedConfigHash is null
            || config == olds.ExpectedConfigHash
        )
        {
            return;
        }

        session.Log.Status(spec.Identity.Urn, "telling the guest of its new configuration");
        await session.Host.Domains.TellAsync(
            spec.Uuid,
            DevicesXml.BootstrapChannel,
            JsonSerializer.Serialize(
                new
                {
                    v = 1,
                    type = "config-changed",
                    config,
                }
            ),
            cancellationToken
        );
    }

    private static bool CanBe(GuestDiskInputs disk, NixGuestInputs olds, NixGuestInputs news) =>
        olds.ExpectedConfigHash is not null
        && news.ExpectedConfigHash is not null
        && disk.IsReadOnly
        && Former(disk, olds) is { IsReadOnly: true } former
        && former.Bus == disk.Bus
        && HotPlug.Obstacle(olds, news, disk) is null;

    private static GuestDiskInputs? Former(GuestDiskInputs disk, NixGuestInputs olds) =>
        olds.Disks.FirstOrDefault(d => d.Serial == disk.Serial);
}
