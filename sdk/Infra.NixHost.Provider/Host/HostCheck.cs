using Infra.NixHost.Provider.Configuration;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Host;

/// <summary>Checks the settings of a host, also against those under which its resources were made.</summary>
internal static class HostCheck
{
    /// <summary>Adds what is wrong to the failures. An address that changes may lead to another machine, which only the diff asks.</summary>
    public static void Run(CheckCall call)
    {
        HostSettings.Check(new(call.News), call.Failures);
        if (!call.IsNew && !call.Changes(SshSettings.Address))
        {
            foreach (var (name, reason) in Moved(call.Olds, call.News))
            {
                call.Failures.Add(name, reason);
            }
        }
    }

    /// <summary>The directories that a machine with resources cannot change, each with the reason.</summary>
    public static IEnumerable<(string Name, string Reason)> Moved(
        PropertyMap olds,
        PropertyMap news
    ) =>
        from name in HostSettings.Kept
        where !new InputReader(news).IsUnknown(name)
        let before = new InputReader(olds).Text(name)
        let after = new InputReader(news).Text(name)
        where before != after
        select (
            name,
            $"it was {Quoted(before)} and cannot become {Quoted(after)}: what is known of the host's resources lies there; keep it, and give new "
                + "resources another Host"
        );

    private static string Quoted(string? path) => path is null ? "the usual one" : $"\"{path}\"";
}
