using System.Collections.Immutable;
using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>Decides what changes of a guest do; Diff announces it and Update does exactly that.</summary>
internal static class GuestChanges
{
    /// <summary>The changes with their final impact.</summary>
    public static ImmutableArray<PropertyChange> Decide(
        ImmutableArray<PropertyChange> changes,
        NixGuestInputs olds,
        NixGuestInputs news
    ) => [.. changes.Select(c => Decide(c, olds, news))];

    /// <summary>Whether the running guest restarts.</summary>
    public static bool NeedRestart(ImmutableArray<PropertyChange> changes) =>
        changes.Any(c => c.Impact == ChangeImpact.Restart);

    private static PropertyChange Decide(
        PropertyChange change,
        NixGuestInputs olds,
        NixGuestInputs news
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

        if (change.Impact != ChangeImpact.Restart)
        {
            return change.Property == "autostart"
                ? change with
                {
                    Reason = "the guest runs on",
                }
                : change;
        }

        if (!olds.Running || !news.Running)
        {
            return change with
            {
                Impact = ChangeImpact.InPlace,
                Reason = "holds when the guest starts",
            };
        }

        return change.Property switch
        {
            "memory" when IsWithin(olds.MaxMemory, news.MaxMemory, news.Memory) => change with
            {
                Impact = ChangeImpact.Live,
                Reason = "within maxMemory",
            },
            "cpus" when news.Cpus > olds.Cpus && IsWithin(olds.MaxCpus, news.MaxCpus, news.Cpus) =>
                change with
                {
                    Impact = ChangeImpact.Live,
                    Reason = "within maxCpus",
                },
            "memory" => change with { Reason = "set maxMemory to be able to change it live" },
            "cpus" when news.Cpus > olds.Cpus => change with
            {
                Reason = "set maxCpus to be able to add some live",
            },
            _ => change,
        };
    }

    private static bool IsWithin(long? oldMax, long? newMax, long wanted) =>
        oldMax is { } max && newMax == max && wanted <= max;
}
