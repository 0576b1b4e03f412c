using System.Xml.Linq;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Xml;

/// <summary>Says which places of a definition belong to the inputs, and to which of them. Paths are as in <c>os/type@machine</c>.</summary>
internal static class ExtraXmlRules
{
    /// <summary>A disk's use of freed blocks: a fragment may change what is written where no input says it.</summary>
    public const string Discard = "devices/disk/driver@discard";

    /// <summary>The places that a fragment may change although they were written before.</summary>
    private static readonly HashSet<string> Free = new(StringComparer.Ordinal)
    {
        "clock@offset",
        "on_poweroff",
        "on_reboot",
        "os/boot@dev",
        "features/tcg/tb-cache",
        "features/tcg/tb-cache@unit",
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
    ];

    /// <summary>The inputs of a disk or card that decide places of its element.</summary>
    private static readonly Dictionary<string, string> DeviceInputs = new(StringComparer.Ordinal)
    {
        ["devices/disk@type"] = "kind",
        ["devices/disk/source@file"] = "path",
        ["devices/disk/source@dev"] = "path",
        ["devices/disk/source@dir"] = "path",
        ["devices/disk/source@pool"] = "path",
        ["devices/disk/source@volume"] = "path",
        ["devices/disk/source@protocol"] = "path",
        ["devices/disk/backingStore"] = "path",
        ["devices/disk/driver@type"] = "format",
        ["devices/disk/driver@cache"] = "cache",
        ["devices/disk/driver@io"] = "io",
        [Discard] = "discard",
        ["devices/disk/target@bus"] = "bus",
        ["devices/disk/readonly"] = "readOnly",
        ["devices/disk/transient"] = "transient",
        ["devices/disk/serial"] = "serial",
        ["devices/interface/source@bridge"] = "bridge",
        ["devices/interface/source@network"] = "network",
        ["devices/interface/model@type"] = "model",
        ["devices/interface/vlan/tag@id"] = "vlan",
    };

    /// <summary>Whether a fragment may change a place that was written before.</summary>
    public static bool IsFree(string path) => Free.Contains(path);

    /// <summary>Whether a fragment may not set a place at all.</summary>
    public static bool IsReserved(string path) => Reserved.Contains(path);

    /// <summary>Whether a fragment may not give an element at all.</summary>
    public static bool IsReserved(string path, XElement element) =>
        Reserved.Contains(path)
        // Removing a guest removes the file of its variables, which may be another guest's. A template is only read.
        || (
            path == "os/nvram" && (element.HasElements || !string.IsNullOrWhiteSpace(element.Value))
        )
        || (path == "metadata/owner" && element.Name.Namespace == OwnerXml.Namespace);

    /// <summary>What decides a place.</summary>
    /// <param name="path">The place.</param>
    /// <param name="device">The input that the place's disk or card comes from; <c>null</c> outside of them.</param>
    public static string WayOut(string path, string? device)
    {
        if (device is not null)
        {
            return DeviceInputs.TryGetValue(path, out var input)
                ? $"{device}.{input} decides it: change that, or leave it out of the fragment"
                : $"{device} decides it; leave it out of the fragment";
        }

        return WaysOut
                .FirstOrDefault(w => path.StartsWith(w.Prefix, StringComparison.Ordinal))
                .WayOut
            ?? "leave it out";
    }
}
