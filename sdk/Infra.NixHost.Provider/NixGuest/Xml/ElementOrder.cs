using System.Collections.Immutable;
using System.Xml.Linq;

namespace Infra.NixHost.Provider.NixGuest.Xml;

/// <summary>
/// The order in which libvirt itself writes the elements of a domain. Its schema allows any order, but the validation of libvirt 9.0 refuses
/// some, such as <c>memoryBacking</c> between two events.
/// </summary>
internal static class ElementOrder
{
    private static readonly ImmutableArray<string> Names =
    [
        "name",
        "uuid",
        "genid",
        "title",
        "description",
        "metadata",
        "maxMemory",
        "memory",
        "currentMemory",
        "blkiotune",
        "memtune",
        "memoryBacking",
        "vcpu",
        "vcpus",
        "iothreads",
        "iothreadids",
        "defaultiothread",
        "cputune",
        "numatune",
        "resource",
        "sysinfo",
        "os",
        "idmap",
        "features",
        "cpu",
        "clock",
        "on_poweroff",
        "on_reboot",
        "on_crash",
        "on_lockfailure",
        "pm",
        "perf",
        "devices",
        "seclabel",
        "keywrap",
        "launchSecurity",
    ];

    /// <summary>Brings a domain's elements into that order; those of other namespaces come last.</summary>
    public static void Apply(XElement domain)
    {
        var elements = domain.Elements().OrderBy(Rank).ToArray();
        domain.ReplaceNodes(elements);
    }

    private static int Rank(XElement element)
    {
        var rank = Names.IndexOf(element.Name.LocalName);
        return rank < 0 || element.Name.Namespace != XNamespace.None ? Names.Length : rank;
    }
}
