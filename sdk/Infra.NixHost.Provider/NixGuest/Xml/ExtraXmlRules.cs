using System.Xml.Linq;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Xml;

/// <summary>Says which places of a definition belong to the inputs, and to which of them. Paths are as in <c>os/type@machine</c>.</summary>
internal static class ExtraXmlRules
{
    /// <summary>The places that a fragment may change although they were written before.</summary>
    private static readonly HashSet<string> Free = new(StringComparer.Ordinal)
    {
        "clock@offset",
        "on_poweroff",
        "on_reboot",
        "os/boot@dev",
        "features/tcg/tb-cache",
        "features/tcg/tb-cache@unit",
        "devices/disk/driver@discard",
    };

    /// <summary>The places that a fragment may not even set where nothing was written.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "uuid",
        "memory@unit",
        "currentMemory@unit",
        "vcpu@current",
        "os@firmware",
        "devices/disk/source@file",
        "devices/disk/source@dev",
        "devices/disk/source@dir",
        "devices/disk/source@pool",
        "devices/disk/source@volume",
        "devices/disk/source@protocol",
        "devices/disk/readonly",
        "devices/disk/transient",
        "devices/disk/backingStore",
        "devices/disk/mirror",
        "devices/interface/source@bridge",
        "devices/interface/source@network",
    };

    /// <summary>The inputs that decide places, the most exact first.</summary>
    private static readonly (string Prefix, string WayOut)[] WaysOut =
    [
        ("domain@type", "accelerator decides it"),
        ("name", "guestName decides it"),
        ("uuid", "the resource decides it; leave it out"),
        ("metadata", "the resource decides it; leave it out"),
        ("memory", "memory and maxMemory decide it"),
        ("currentMemory", "memory decides it"),
        ("vcpu", "cpus and maxCpus decide it"),
        ("os/type", "machine decides it"),
        ("os", "firmware decides it"),
        ("cpu", "cpuMode decides it"),
        ("on_crash", "restartPolicy decides it"),
        ("devices/disk", "the disk in disks decides it"),
        ("devices/interface", "the card in networks decides it"),
    ];

    /// <summary>Whether a fragment may change a place that was written before.</summary>
    public static bool IsFree(string path) => Free.Contains(path);

    /// <summary>Whether a fragment may not set a place at all.</summary>
    public static bool IsReserved(string path) => Reserved.Contains(path);

    /// <summary>Whether a fragment may not give an element at all.</summary>
    public static bool IsReserved(string path, XElement element) =>
        Reserved.Contains(path)
        || (path == "metadata/owner" && element.Name.Namespace == OwnerXml.Namespace);

    /// <summary>What decides a place.</summary>
    public static string WayOut(string path) =>
        WaysOut.FirstOrDefault(w => path.StartsWith(w.Prefix, StringComparison.Ordinal)).WayOut
        ?? "leave it out";
}
