using System.Text.Json;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Nix;

namespace Infra.NixHost.Provider.NixSystem;

/// <summary>
/// What NixOS does not change under a running system, such as the implementation of D-Bus. A guest that should switch restarts when one of
/// them changes.
/// </summary>
internal static class SwitchInhibitors
{
    private const string FileName = "switch-inhibitors";

    /// <summary>The sentence of a preview about a guest that switches to the new system; empty when nothing hinders it.</summary>
    public static string Announce(IHostFiles files, NixEvaluation? before, NixEvaluation? after)
    {
        if (before is null || after is null)
        {
            return "";
        }

        var (olds, news) = (Read(files, before), Read(files, after));
        var changes = olds.Where(old =>
                news.TryGetValue(old.Key, out var value) && value != old.Value
            )
            .Select(old => $"{old.Key}: {old.Value} -> {news[old.Key]}")
            .ToList();
        return changes.Count == 0
            ? ""
            : "a guest with Activation = Switch restarts for it, because NixOS does not switch while these change: "
                + string.Join(", ", changes);
    }

    /// <summary>The evaluation says them. A system of an older state says them in its file, unless it is collected.</summary>
    private static SortedDictionary<string, string> Read(IHostFiles files, NixEvaluation system)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var text =
            system.SwitchInhibitors.Length > 0 ? system.SwitchInhibitors
            : files.Read(Path.Combine(system.OutPath, FileName)) is { IsMissing: false } file
                ? file.Text
            : "{}";
        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
            {
                foreach (var item in json.RootElement.EnumerateObject())
                {
                    found[item.Name] = item.Value.ToString();
                }
            }
        }
        catch (JsonException)
        {
            // The first form of the file was a list of lines. The guest compares it itself.
        }

        return found;
    }
}
