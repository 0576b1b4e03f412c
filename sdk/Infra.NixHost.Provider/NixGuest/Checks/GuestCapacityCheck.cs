using System.Collections.Immutable;
using System.Xml.Linq;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.NixGuest.Settings;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Provider.NixGuest.Checks;

/// <summary>
/// Warns where the program's guests want more of their host than it has beside what other guests take. It only warns: guests do not use all that
/// they get, and a run may remove some of them. The warning comes at the guest that goes beyond the limit.
/// </summary>
/// <remarks>The host is not asked before a guest is new or wants something else, so that a preview without changes costs nothing here.</remarks>
internal sealed class GuestCapacityCheck(ProviderSession session, CheckCall call)
{
    private static readonly string[] Inputs =
    [
        "running",
        "memory",
        "maxMemory",
        HugepagesSetting.Name,
        "cpus",
    ];

    private CapacityLimits Limits => session.Host.Options.Limits;

    /// <summary>Notes what the guest wants.</summary>
    public void Note(NixGuestInputs inputs)
    {
        var isOn = inputs.Running && IsKnown("running");
        var memory = isOn && IsKnown("memory") ? inputs.Memory : 0;
        var most = isOn && IsKnown("maxMemory") ? inputs.MaxMemory ?? 0 : 0;
        var isHuge = HugepagesSetting.IsOn(inputs.Settings.Get(HugepagesSetting.Name));
        var wish = new GuestWish(
            inputs.GuestName,
            call.IsNew ? "" : NixGuestInputs.Read(call.Olds).GuestName,
            isHuge ? 0 : memory,
            isHuge ? Math.Max(memory, most) : 0,
            isOn && IsKnown("cpus") ? inputs.Cpus : 0
        );
        session.Capacity.Guests.Note(call.Identity, wish, wish.IsAny && call.Changes(Inputs));
    }

    /// <summary>Warns of what is beyond its limit from this guest on, or else of memory that is not free at the moment.</summary>
    public async Task RunAsync(NixGuestInputs inputs, CancellationToken cancellationToken)
    {
        var wishes = session.Capacity.Guests.UpTo(call.Identity);
        if (wishes.IsEmpty)
        {
            return;
        }

        var support = await session.Support.ReadAsync(cancellationToken);
        var others = await OthersAsync(cancellationToken);
        var isTold = await CheckMemoryAsync(wishes, others, support, cancellationToken);
        await CheckHugePagesAsync(wishes, others, support, cancellationToken);
        await CheckProcessorsAsync(wishes, others, support, cancellationToken);
        if (!isTold)
        {
            await CheckFreeMemoryAsync(inputs, support, cancellationToken);
        }
    }

    private bool IsKnown(string name) => !PropertyContent.HasUnknown(call.News.Get(name));

    /// <summary>What the running guests take that are not of the program. Its own count with what they will have.</summary>
    private async Task<GuestWish> OthersAsync(CancellationToken cancellationToken)
    {
        var guests = session.Capacity.Guests.All;
        var names = guests
            .SelectMany(g => new[] { g.Name, g.FormerName })
            .ToHashSet(StringComparer.Ordinal);
        var running = (await session.Capacity.Running.ReadAsync(cancellationToken))
            .Where(use => !names.Contains(use.Name))
            .ToList();
        var sum = new GuestWish("", "", 0, 0, 0);
        if (running.Count == 0)
        {
            return sum;
        }

        // Check gets no token of a state, but the domains of guests with a state have one.
        var definitions = await session.Definitions.ReadAsync(cancellationToken);
        var former = guests.Select(g => g.FormerName).ToHashSet(StringComparer.Ordinal);
        var homes = definitions
            .Where(d => former.Contains(d.Element("name")?.Value ?? ""))
            .Select(d => OwnerXml.Read(d)?.Home)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        return running
            .Select(use => (Use: use, Definition: DefinitionOf(use, definitions)))
            .Where(domain => !IsOurs(domain.Definition, homes))
            .Aggregate(sum, (all, domain) => Add(all, domain.Use, domain.Definition));
    }

    private static XElement? DefinitionOf(DomainUse use, ImmutableArray<XElement> definitions) =>
        definitions.FirstOrDefault(d =>
            Guid.TryParse(d.Element("uuid")?.Value, out var uuid) && uuid == use.Uuid
        );

    private bool IsOurs(XElement? definition, HashSet<string> homes) =>
        definition is not null
        && OwnerXml.Read(definition) is { } tag
        && (
            session.Owners.IsOfProgram(call.Identity, tag)
            || (tag.Home is { } home && homes.Contains(home))
        );

    private static GuestWish Add(GuestWish sum, DomainUse use, XElement? definition)
    {
        var isHuge = definition?.Element("memoryBacking")?.Element("hugepages") is not null;
        return sum with
        {
            Memory = sum.Memory + (isHuge ? 0 : use.Memory),
            HugePages = sum.HugePages + (isHuge ? use.Memory : 0),
            Cpus = sum.Cpus + use.Cpus,
        };
    }

    private async Task<bool> CheckMemoryAsync(
        ImmutableArray<(GuestWish Wish, bool IsChanged)> wishes,
        GuestWish others,
        GuestSupport support,
        CancellationToken cancellationToken
    )
    {
        var huge = support.Memory.HugePages;
        var share = new HostShare(others.Memory, support.Memory.Total - huge, Limits.MemoryPercent);
        var wanted = wishes.Sum(w => w.Wish.Memory);
        var beside = huge > 0 ? $" beside {ByteSize.Format(huge)} of huge pages" : "";
        return IsCrossed(wishes, w => w.Memory, share, "capacity-memory")
            && await WarnAsync(
                $"memory: with this guest, those of the program want {ByteSize.Format(wanted)}, other guests have {ByteSize.Format(others.Memory)}, "
                    + $"and the host has {ByteSize.Format(share.Total)}{beside}: {share.Describe(wanted)}; the host may swap, or kill a guest: "
                    + "give less, stop others, or raise the host's maxMemoryPercent",
                "capacity-memory",
                cancellationToken
            );
    }

    private async Task CheckHugePagesAsync(
        ImmutableArray<(GuestWish Wish, bool IsChanged)> wishes,
        GuestWish others,
        GuestSupport support,
        CancellationToken cancellationToken
    )
    {
        // Nobody gets more of them than there are.
        var share = new HostShare(others.HugePages, support.Memory.HugePages, 100);
        var wanted = wishes.Sum(w => w.Wish.HugePages);
        _ =
            IsCrossed(wishes, w => w.HugePages, share, "capacity-hugepages")
            && await WarnAsync(
                $"{HugepagesSetting.Name}: with this guest, those of the program want {ByteSize.Format(wanted)} of huge pages, other guests have "
                    + $"{ByteSize.Format(others.HugePages)}, and the host has {ByteSize.Format(share.Total)}: {share.Describe(wanted)}; "
                    + "the guest that starts last cannot: reserve more (`sysctl vm.nr_hugepages=COUNT`), or give less",
                "capacity-hugepages",
                cancellationToken
            );
    }

    private async Task CheckProcessorsAsync(
        ImmutableArray<(GuestWish Wish, bool IsChanged)> wishes,
        GuestWish others,
        GuestSupport support,
        CancellationToken cancellationToken
    )
    {
        if (Limits.CpusPerProcessor is not { } most)
        {
            return;
        }

        var share = new HostShare(others.Cpus, support.Cpus, checked(most * 100));
        var wanted = wishes.Sum(w => w.Wish.Cpus);
        _ =
            IsCrossed(wishes, w => w.Cpus, share, "capacity-processors")
            && await WarnAsync(
                $"cpus: with this guest, those of the program want {wanted} virtual CPUs, other guests have {others.Cpus}, and the host has "
                    + $"{support.Cpus} processors: {share.Describe(wanted)}; guests wait for each other: give fewer, stop others, or raise "
                    + "the host's maxCpusPerProcessor",
                "capacity-processors",
                cancellationToken
            );
    }

    private async Task CheckFreeMemoryAsync(
        NixGuestInputs inputs,
        GuestSupport support,
        CancellationToken cancellationToken
    )
    {
        if (
            inputs.Running
            && call.Changes("running", "memory")
            && !HugepagesSetting.IsOn(inputs.Settings.Get(HugepagesSetting.Name))
            && inputs.Memory > support.Memory.Available
        )
        {
            await WarnAsync(
                $"memory: {ByteSize.Format(inputs.Memory)} is more than the host has free now, {ByteSize.Format(support.Memory.Available)}: "
                    + "it may swap, or kill a guest",
                "memory-low",
                cancellationToken
            );
        }
    }

    private bool IsCrossed(
        ImmutableArray<(GuestWish Wish, bool IsChanged)> wishes,
        Func<GuestWish, long> amount,
        HostShare share,
        string code
    ) =>
        share.IsCrossedByLast([.. wishes.Select(w => (amount(w.Wish), w.IsChanged))])
        && session.Capacity.IsFirst(code);

    private async Task<bool> WarnAsync(
        string text,
        string code,
        CancellationToken cancellationToken
    )
    {
        await session.Log.WarnAsync(
            call.Identity.Urn,
            ErrorCode.Append(text, code),
            cancellationToken
        );
        return true;
    }
}
