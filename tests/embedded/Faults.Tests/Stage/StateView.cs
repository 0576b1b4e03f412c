using System.Text.Json.Nodes;

namespace Faults.Tests.Stage;

/// <summary>A state, as far as two runs that did the same agree on it: without ids and times.</summary>
internal sealed class StateView
{
    private readonly List<JsonObject> _resources;

    private StateView(JsonNode deployment)
    {
        _resources = [.. Items(deployment, "resources")];
        Pending =
        [
            .. Items(deployment, "pending_operations")
                .Select(o => ((string)o["type"]!, (string)o["resource"]!["urn"]!)),
        ];
    }

    /// <summary>The ids of the entries, those about to be deleted included.</summary>
    public string[] EntryIds =>
        [
            .. _resources
                .Where(r => IsEntry(r) && (bool?)r["pendingReplacement"] != true)
                .Select(r => (string)r["id"]!)
                .Order(StringComparer.Ordinal),
        ];

    public string[] Urns => [.. _resources.Select(r => (string)r["urn"]!)];

    /// <summary>What was going on when it was written.</summary>
    public (string Type, string Urn)[] Pending { get; }

    /// <summary>Every resource with all that does not differ between runs, in the order of urns.</summary>
    public string[] Contents => [.. _resources.Select(Describe).Order(StringComparer.Ordinal)];

    /// <summary>Reads a state file.</summary>
    public static StateView Parse(string json) =>
        new(JsonNode.Parse(json)!["checkpoint"]!["latest"]!);

    /// <summary>Reads what <c>stack export</c> says.</summary>
    public static StateView ParseExport(string json) => new(JsonNode.Parse(json)!["deployment"]!);

    private static bool IsEntry(JsonObject resource) =>
        (string)resource["type"]! == "ledger:index:Entry";

    private static string Describe(JsonObject resource)
    {
        var copy = (JsonObject)resource.DeepClone();
        foreach (var name in (string[])["id", "created", "modified"])
        {
            copy.Remove(name);
        }

        if ((string?)copy["provider"] is { } provider)
        {
            copy["provider"] = provider[..provider.LastIndexOf("::", StringComparison.Ordinal)];
        }

        return copy.ToJsonString();
    }

    private static IEnumerable<JsonObject> Items(JsonNode deployment, string name) =>
        deployment[name]?.AsArray().Select(item => item!.AsObject()) ?? [];
}
