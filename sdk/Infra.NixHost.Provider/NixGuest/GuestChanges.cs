using System.Collections.Immutable;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.NixGuest.Live;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>Decides what changes of a guest do; Diff announces it and Update does exactly that.</summary>
internal sealed class GuestChanges(ProviderSession session)
{
    /// <summary>What differs between two states of a guest, with its final impact.</summary>
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
            .. changes.Select(c => Decide(c, olds, news, swap)),
        ];
        // What could be done live is done by the restart that something else needs.
        return NeedRestart(decided)
            ?
            [
                .. decided.Select(c =>
                    c.Impact == ChangeImpact.Live
                        ? c with
                        {
                            Impact = ChangeImpact.Restart,
                            Reason = "could be made live, but another change restarts the guest",
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
        if (change.Property == "running")
        {
            return change with
            {
                Impact = ChangeImpact.InPlace,
                Reason = news.Running ? "starts the guest" : "stops the guest",
            };
        }

        if (change.Property == "autostart")
        {
            return change with { Reason = "the guest runs on" };
        }

        if (change.Property == "accelerator" && IsKvm(olds) == IsKvm(news))
        {
            return change with
            {
                Impact = ChangeImpact.None,
                Reason = $"the guest runs under {(IsKvm(news) ? "KVM" : "TCG")} in any case",
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
                Reason = "holds when the guest starts",
            };
        }

        return DecideRunning(change, olds, news, swap);
    }

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
            "memory" => change with { Reason = "set maxMemory to be able to change it live" },
            "cpus" when news.Cpus < olds.Cpus => change with
            {
                Reason = "a guest gives no virtual CPU back while it runs",
            },
            "cpus" when IsWithin(olds.MaxCpus, news.MaxCpus, news.Cpus) => Live(
                change,
                "within maxCpus"
            ),
            "cpus" => change with { Reason = "set maxCpus to be able to add some live" },
            "agent" => Live(change, "the channel is plugged in or out"),
            "restartPolicy" => Live(change, "holds at once"),
            "disks" => DecideDisk(change, olds, news, swap),
            "networks" => DecideNetwork(change, olds, news),
            _ => change,
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
                    : Live(change, "unplugged while the guest runs: unmount it there first");
            default:
                if (swap.Is(change, index))
                {
                    return Live(change, ConfigSwap.Reason);
                }

                return change with
                {
                    Reason = change.Path.EndsWith(".path", StringComparison.Ordinal)
                        ? "a guest sees other content of a disk when it boots"
                        : "a disk that is in use cannot change",
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
                Reason = "a card that is in use cannot change",
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

    /// <summary>Whether a device as a whole comes or goes.</summary>
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
