using System.Collections.Immutable;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.NixGuest.Live;
using Infra.NixHost.Provider.NixGuest.Settings;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>Decides the impact of each change of a guest. Diff announces it and Update does exactly that.</summary>
internal sealed class GuestChanges(ProviderSession session)
{
    /// <summary>The differences between two states of a guest, each with its final impact.</summary>
    /// <param name="identity">The guest.</param>
    /// <param name="olds">Its former inputs.</param>
    /// <param name="oldOutputs">Its former outputs.</param>
    /// <param name="news">Its new inputs.</param>
    public ImmutableArray<PropertyChange> Between(
        ResourceIdentity identity,
        PropertyMap olds,
        PropertyMap oldOutputs,
        PropertyMap news
    )
    {
        var (from, to) = (NixGuestInputs.Read(olds), NixGuestInputs.Read(news));
        return Decide(
            GuestDiff.Compare(identity, olds, news),
            from,
            to,
            new ConfigSwap(from, oldOutputs, to)
        );
    }

    private ImmutableArray<PropertyChange> Decide(
        ImmutableArray<PropertyChange> changes,
        NixGuestInputs olds,
        NixGuestInputs news,
        ConfigSwap swap
    )
    {
        ImmutableArray<PropertyChange> decided =
        [
            .. changes.Select(c => InWords(Decide(c, olds, news, swap), news)),
        ];
        // A restart that another change needs applies the live changes too.
        return NeedRestart(decided)
            ?
            [
                .. decided.Select(c =>
                    c.Impact == ChangeImpact.Live
                        ? c with
                        {
                            Impact = ChangeImpact.Restart,
                            Reason = "could be applied live, but another change restarts the guest",
                        }
                        : c
                ),
            ]
            : decided;
    }

    /// <summary>Whether the running guest restarts.</summary>
    public static bool NeedRestart(ImmutableArray<PropertyChange> changes) =>
        changes.Any(c => c.Impact == ChangeImpact.Restart);

    private PropertyChange Decide(
        PropertyChange change,
        NixGuestInputs olds,
        NixGuestInputs news,
        ConfigSwap swap
    )
    {
        if (change.Property == "guestName")
        {
            return Renamed(change, olds);
        }

        if (change.Property == "running")
        {
            return Switched(change, news);
        }

        if (change.Property == "autostart")
        {
            return change with { Reason = "the guest keeps running" };
        }

        if (change.Property == "accelerator" && IsKvm(olds) == IsKvm(news))
        {
            return change with
            {
                Impact = ChangeImpact.None,
                Reason = $"the guest runs under {(IsKvm(news) ? "KVM" : "TCG")} either way",
            };
        }

        if (change.Impact != ChangeImpact.Restart)
        {
            return change;
        }

        if (!olds.Running || !news.Running)
        {
            return change with
            {
                Impact = ChangeImpact.InPlace,
                Reason = "takes effect when the guest starts",
            };
        }

        return DecideRunning(change, olds, news, swap);
    }

    /// <summary>Names what changes on a disk, because the path of its content in the store tells nobody anything.</summary>
    private PropertyChange InWords(PropertyChange change, NixGuestInputs news) =>
        change.Path.StartsWith("disks[", StringComparison.Ordinal)
        && change.Path.EndsWith("].path", StringComparison.Ordinal)
        && PropertyContent.Of(change.Old) is PropertyValue.String { Value: var path }
        && PropertyPath.IndexOf(change.Path) is { } index
            ? change with
            {
                Subject =
                    session.Changed.NamesOf(path) is { } names
                        ? $"its config disk changes ({names})"
                    : session.Host.Store.StorePathOf(path) is not null
                        ? $"its disk \"{news.Disks[index].Serial}\" has other content"
                    : null,
            }
            : change;

    private static PropertyChange Switched(PropertyChange change, NixGuestInputs news) =>
        change with
        {
            Impact = ChangeImpact.InPlace,
            Effect = news.Running ? "starts the guest" : "stops the guest",
        };

    private static PropertyChange Renamed(PropertyChange change, NixGuestInputs olds) =>
        olds.Firmware == "uefi" || olds.Tpm
            ? change with
            {
                Impact = ChangeImpact.ReplaceLosingData,
                Reason = $"{change.Reason}, but {Kept(olds)} lost",
            }
            : change;

    /// <summary>What a domain keeps outside of its disks.</summary>
    private static string Kept(NixGuestInputs inputs) =>
        inputs switch
        {
            { Firmware: "uefi", Tpm: true } => "its UEFI variables and its TPM's state are",
            { Tpm: true } => "its TPM's state is",
            _ => "its UEFI variables are",
        };

    private bool IsKvm(NixGuestInputs inputs) => new GuestSpecs(session).IsKvm(inputs);

    private static PropertyChange DecideRunning(
        PropertyChange change,
        NixGuestInputs olds,
        NixGuestInputs news,
        ConfigSwap swap
    ) =>
        change.Property switch
        {
            "memory" when IsWithin(olds.MaxMemory, news.MaxMemory, news.Memory) => Live(
                change,
                "within maxMemory"
            ),
            "memory" => change with { Reason = "set maxMemory to change it live" },
            "cpus" when news.Cpus < olds.Cpus => change with
            {
                Reason = "a running guest cannot give back virtual CPUs",
            },
            "cpus" when IsWithin(olds.MaxCpus, news.MaxCpus, news.Cpus) => Live(
                change,
                "within maxCpus"
            ),
            "cpus" => change with { Reason = "set maxCpus to add virtual CPUs live" },
            "agent" => Live(change, "the channel is plugged in or out while the guest runs"),
            "disks" => DecideDisk(change, olds, news, swap),
            "networks" => DecideNetwork(change, olds, news),
            _ => GuestSettings.Find(change.Property)?.Live is { } setting
                ? Live(change, setting.Reason)
                : change,
        };

    private static PropertyChange DecideDisk(
        PropertyChange change,
        NixGuestInputs olds,
        NixGuestInputs news,
        ConfigSwap swap
    )
    {
        if (PropertyPath.IndexOf(change.Path) is not { } index)
        {
            return change;
        }

        switch (change.Kind)
        {
            case ChangeKind.Update when change.Path == "disks[0]":
                return change with { Reason = "another disk boots the guest" };
            case ChangeKind.Add when IsWhole(change) && index < news.Disks.Length:
                return HotPlug.Obstacle(olds, news, news.Disks[index]) is { } obstacle
                    ? change with
                    {
                        Reason = obstacle,
                    }
                    : Live(change, "plugged in while the guest runs");
            case ChangeKind.Delete when IsWhole(change) && index < olds.Disks.Length:
                return HotPlug.Obstacle(olds, news, olds.Disks[index]) is { } reason
                    ? change with
                    {
                        Reason = reason,
                    }
                    : Live(change, "unplugged while the guest runs; unmount it in the guest first");
            default:
                if (swap.Is(change, index))
                {
                    return Live(change, ConfigSwap.Reason);
                }

                return change with
                {
                    // libvirt refuses to change them on a running machine.
                    Reason = change.Path.EndsWith(".path", StringComparison.Ordinal)
                        ? "a guest sees new content of a disk only when it boots"
                        : "a disk that a running guest uses cannot change",
                };
        }
    }

    private static PropertyChange DecideNetwork(
        PropertyChange change,
        NixGuestInputs olds,
        NixGuestInputs news
    )
    {
        var field = change.Path[(change.Path.LastIndexOf('.') + 1)..];
        return field switch
        {
            "network" or "bridge" => Live(
                change,
                "the card is connected to it while the guest runs"
            ),
            _ when !IsWhole(change) => change with
            {
                Reason = "a card that a running guest uses cannot change",
            },
            _ when change.Kind == ChangeKind.Delete => Live(
                change,
                "unplugged while the guest runs"
            ),
            _ when HotPlug.ObstacleOfSlots(olds, news) is { } reason => change with
            {
                Reason = reason,
            },
            _ => Live(change, "plugged in while the guest runs"),
        };
    }

    /// <summary>Whether a whole device is added or removed.</summary>
    private static bool IsWhole(PropertyChange change) => change.Path.EndsWith(']');

    private static PropertyChange Live(PropertyChange change, string reason) =>
        change with
        {
            Impact = ChangeImpact.Live,
            Reason = reason,
        };

    private static bool IsWithin(long? oldMax, long? newMax, long wanted) =>
        oldMax is { } max && newMax == max && wanted <= max;
}
