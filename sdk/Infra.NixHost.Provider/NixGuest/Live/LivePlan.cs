using System.Collections.Immutable;
using System.Xml.Linq;
using Infra.NixHost.Provider.NixGuest.Settings;
using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Live;

/// <summary>The steps that bring a running guest in line with its new definition.</summary>
/// <param name="session">The host.</param>
/// <param name="identity">The resource.</param>
/// <param name="uuid">The guest.</param>
/// <param name="olds">The former inputs.</param>
/// <param name="news">The new inputs.</param>
/// <param name="swap">The config disks with new content.</param>
internal sealed class LivePlan(
    ProviderSession session,
    ResourceIdentity identity,
    Guid uuid,
    NixGuestInputs olds,
    NixGuestInputs news,
    ConfigSwap swap
)
{
    private readonly LiveDevices _devices = new(session, uuid);
    private readonly DiskRelease _release = new(session, identity, news);

    /// <summary>The steps; those that cannot be undone come last.</summary>
    /// <param name="before">The former definition.</param>
    /// <param name="after">The new definition as libvirt keeps it, with the address of every device.</param>
    public IEnumerable<LiveStep> Steps(XElement before, XElement after) =>
        [
            // Devices are removed first, because a new device may need their slots.
            .. CardsThatGo(before),
            .. DisksThatGo(before, after),
            .. CardsThatMove(before, after),
            .. CardsThatCome(after),
            .. DisksThatCome(after),
            .. Agent(before, after),
            .. Settings(),
            .. Memory(),
            .. Cpus(),
        ];

    /// <summary>Unplugs disks. The undo uses another slot (<see cref="FreeSlots"/>); for a card that would change the name of its interface.</summary>
    private IEnumerable<LiveStep> DisksThatGo(XElement before, XElement after) =>
        Serials(olds)
            .Except(Serials(news))
            .Concat(swap.Serials)
            .Select(serial =>
                Detach($"disk '{serial}'", x => DeviceKeys.Disk(x, serial), before) with
                {
                    Undo = token => ReturnAsync(serial, before, after, token),
                }
            );

    private async Task ReturnAsync(
        string serial,
        XElement before,
        XElement after,
        CancellationToken cancellationToken
    )
    {
        if (DeviceKeys.Disk(before, serial) is not { } former)
        {
            return;
        }

        var disk = new XElement(former);
        disk.Elements("address").Remove();
        FreeSlots.Take([disk], before, after, await _devices.ReadAsync(cancellationToken));
        await _devices.AttachAsync(
            disk.Element("address") is null ? former : disk,
            x => DeviceKeys.Disk(x, serial),
            cancellationToken
        );
    }

    private IEnumerable<LiveStep> DisksThatCome(XElement after) =>
        swap
            .Serials.Concat(Serials(news).Except(Serials(olds)))
            .Select(serial => Attach($"disk '{serial}'", x => DeviceKeys.Disk(x, serial), after));

    private IEnumerable<LiveStep> CardsThatGo(XElement before) =>
        olds.MacAddresses(identity)
            .Except(news.MacAddresses(identity))
            .Select(mac => Detach($"network card {mac}", x => DeviceKeys.Card(x, mac), before));

    private IEnumerable<LiveStep> CardsThatCome(XElement after) =>
        news.MacAddresses(identity)
            .Except(olds.MacAddresses(identity))
            .Select(mac => Attach($"network card {mac}", x => DeviceKeys.Card(x, mac), after));

    private IEnumerable<LiveStep> CardsThatMove(XElement before, XElement after)
    {
        var (from, to) = (olds.MacAddresses(identity), news.MacAddresses(identity));
        foreach (var mac in to.Intersect(from))
        {
            if (
                SourceOf(olds.Networks[from.IndexOf(mac)])
                != SourceOf(news.Networks[to.IndexOf(mac)])
            )
            {
                // Both definitions have the card, because both inputs have its address.
                yield return new(
                    $"connecting the network card {mac}",
                    token => _devices.UpdateAsync(DeviceKeys.Card(after, mac)!, token),
                    token => _devices.UpdateAsync(DeviceKeys.Card(before, mac)!, token)
                );
            }
        }
    }

    private IEnumerable<LiveStep> Agent(XElement before, XElement after)
    {
        static XElement? Find(XElement domain) =>
            DeviceKeys.Channel(domain, DevicesXml.AgentChannel);

        if (news.Agent && !olds.Agent)
        {
            yield return Attach("agent's channel", Find, after);
        }
        else if (olds.Agent && !news.Agent)
        {
            yield return Detach("agent's channel", Find, before);
        }
    }

    private IEnumerable<LiveStep> Settings()
    {
        foreach (var setting in GuestSettings.All)
        {
            var name = setting.Definition.Name;
            var (from, to) = (olds.Settings.Get(name), news.Settings.Get(name));
            if (setting.Live is { } live && !Equals(from, to))
            {
                yield return new(
                    live.Doing,
                    token => live.ApplyAsync(session.Host.LiveDomains, uuid, to, token),
                    token => live.ApplyAsync(session.Host.LiveDomains, uuid, from, token)
                );
            }
        }
    }

    private IEnumerable<LiveStep> Memory()
    {
        var memory = new LiveMemory(session, uuid);
        if (olds.Memory != news.Memory)
        {
            yield return new(
                "changing the memory",
                token => memory.SetAsync(news.Memory, token),
                token => session.Host.LiveDomains.SetMemoryAsync(uuid, olds.Memory, token)
            );
        }
    }

    private IEnumerable<LiveStep> Cpus()
    {
        if (olds.Cpus != news.Cpus)
        {
            yield return new(
                "adding virtual CPUs",
                token => session.Host.LiveDomains.SetCpusAsync(uuid, news.Cpus, token),
                null
            );
        }
    }

    private LiveStep Attach(string what, Func<XElement, XElement?> find, XElement after) =>
        new(
            $"plugging in the {what}",
            token =>
                _release.RunAsync(
                    () => _devices.AttachAsync(Required(find(after), what), find, token),
                    token
                ),
            token => _devices.DetachAsync(what, find, token)
        );

    private LiveStep Detach(string what, Func<XElement, XElement?> find, XElement before) =>
        new(
            $"unplugging the {what}",
            token => _devices.DetachAsync(what, find, token),
            token =>
                find(before) is { } former
                    ? _devices.AttachAsync(former, find, token)
                    : Task.CompletedTask
        );

    private static XElement Required(XElement? device, string what) =>
        device ?? throw new InvalidOperationException($"The definition has lost the {what}.");

    private static ImmutableArray<string> Serials(NixGuestInputs inputs) =>
        [.. inputs.Disks.Select(d => d.Serial)];

    private static (string?, string?) SourceOf(GuestNetworkInputs card) =>
        (card.Network, card.Bridge);
}
