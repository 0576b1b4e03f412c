using System.Xml.Linq;

namespace Infra.NixHost.Provider.NixGuest.Xml;

/// <summary>Finds elements that a definition has lost or gained and that no input expresses.</summary>
internal static class XmlShape
{
    /// <summary>The elements that are compared as inputs; libvirt rewrites their XML.</summary>
    private static readonly HashSet<string> Told = new(StringComparer.Ordinal)
    {
        "metadata",
        "memory",
        "currentMemory",
        "memoryBacking",
        "vcpu",
        "os",
        "cpu",
        "on_crash",
        "disk",
        "interface",
        "serial",
        "graphics",
        "video",
        "tpm",
        "hostdev",
        "controller",
        "address",
        "name",
        "uuid",
    };

    /// <summary>The devices that libvirt never adds by itself.</summary>
    private static readonly HashSet<string> AddedByHand = new(StringComparer.Ordinal)
    {
        "filesystem",
        "redirdev",
        "shmem",
        "vsock",
        "iommu",
        "smartcard",
        "tpm",
        "hostdev",
    };

    /// <summary>The parts of a definition that libvirt never adds by itself.</summary>
    private static readonly HashSet<string> PartsByHand = new(StringComparer.Ordinal)
    {
        "title",
        "description",
        "genid",
        "sysinfo",
        "blkiotune",
        "memtune",
        "cputune",
        "numatune",
        "iothreads",
        "commandline",
        "launchSecurity",
    };

    private const string Nothing = "not there";
    private const string Gone = " is gone";

    /// <summary>A line for each difference from the written definition, without libvirt's own additions.</summary>
    public static IEnumerable<string> Differences(XElement written, XElement actual) =>
        Missing(written, actual, "").Concat(Added(written, actual));

    /// <summary>Whether a line tells what is missing: somebody may have removed it, or an older version did not write it yet.</summary>
    public static bool IsMissing(string line) =>
        line.EndsWith(Gone, StringComparison.Ordinal)
        || line.Contains($" is {Nothing}, not ", StringComparison.Ordinal);

    private static IEnumerable<string> Missing(XElement written, XElement actual, string path)
    {
        foreach (var attribute in written.Attributes().Where(a => !a.IsNamespaceDeclaration))
        {
            var now = actual.Attribute(attribute.Name)?.Value;
            if (path.Length > 0 && now != attribute.Value)
            {
                yield return $"{path}@{attribute.Name.LocalName} is {Quote(now)}, not {Quote(attribute.Value)}";
            }
        }

        if (path.Length > 0 && !written.HasElements && written.Value != actual.Value)
        {
            yield return $"{path} is {Quote(actual.Value)}, not {Quote(written.Value)}";
        }

        foreach (var group in written.Elements().GroupBy(e => e.Name))
        {
            if (Told.Contains(group.Key.LocalName))
            {
                continue;
            }

            foreach (var line in MissingOf([.. group], [.. actual.Elements(group.Key)], path))
            {
                yield return line;
            }
        }
    }

    /// <summary>Pairs each element with the candidate that differs least, each candidate once.</summary>
    private static IEnumerable<string> MissingOf(
        IEnumerable<XElement> written,
        List<XElement> candidates,
        string path
    )
    {
        foreach (var element in written)
        {
            var at = $"{path}/{element.Name.LocalName}";
            var best = candidates
                .Select(c => (Element: c, Lines: Missing(element, c, at).ToList()))
                .OrderBy(c => c.Lines.Count)
                .FirstOrDefault();
            if (best.Element is null)
            {
                yield return $"{at}{Gone}";
                continue;
            }

            candidates.Remove(best.Element);
            foreach (var line in best.Lines)
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<string> Added(XElement written, XElement actual) =>
        [
            .. Added("", written, actual, PartsByHand.Contains),
            .. AddedMetadata(written.Element("metadata"), actual.Element("metadata")),
            .. Added(
                "/devices",
                written.Element("devices"),
                actual.Element("devices"),
                AddedByHand.Contains
            ),
        ];

    /// <summary>Other programs, such as Cockpit, note things of their own under their namespace.</summary>
    private static IEnumerable<string> AddedMetadata(XElement? written, XElement? actual)
    {
        var ours = (written?.Elements() ?? []).Select(e => e.Name.Namespace).ToHashSet();
        var theirs = (actual?.Elements() ?? []).Where(e => ours.Contains(e.Name.Namespace));
        return Added("/metadata", written, new("metadata", theirs), _ => true);
    }

    private static IEnumerable<string> Added(
        string path,
        XElement? written,
        XElement? actual,
        Func<string, bool> counts
    )
    {
        var (ours, theirs) = (Kinds(written, counts), Kinds(actual, counts));
        return theirs
            .Where(k => k.Value > ours.GetValueOrDefault(k.Key))
            .Select(k => $"{path}/{k.Key} was added");
    }

    private static Dictionary<string, int> Kinds(XElement? parent, Func<string, bool> counts) =>
        (parent?.Elements() ?? [])
            .Select(e => e.Name.LocalName)
            .Where(counts)
            .CountBy(n => n)
            .ToDictionary(StringComparer.Ordinal);

    private static string Quote(string? value) => value is null ? Nothing : $"\"{value}\"";
}
