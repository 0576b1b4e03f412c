using System.Text.Json.Nodes;

namespace Faults.Tests.Stage;

/// <summary>The provider's own record of what is there and what was done.</summary>
internal sealed class LedgerView(string directory)
{
    public string Directory => directory;

    /// <summary>The ids of all entries that are there.</summary>
    public string[] Ids =>
        [
            .. Files()
                .Select(path => Path.GetFileNameWithoutExtension(path))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>What is there, whatever its ids are.</summary>
    public string[] Contents => [.. Files().Select(File.ReadAllText).Order(StringComparer.Ordinal)];

    /// <summary>The urns of the owners of all entries.</summary>
    public string[] Owners =>
        [
            .. Contents
                .Select(text => (string)JsonNode.Parse(text)!["owner"]!)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>When an entry was made.</summary>
    public DateTime TimeOf(string id) =>
        File.GetLastWriteTimeUtc(Path.Combine(directory, "entries", $"{id}.json"));

    /// <summary>Everything that was done, line by line; a line that is being written does not count.</summary>
    public string[] Log
    {
        get
        {
            var path = Path.Combine(directory, "log");
            if (!File.Exists(path))
            {
                return [];
            }

            using var reader = new StreamReader(
                new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)
            );
            return reader.ReadToEnd().Split('\n')[..^1];
        }
    }

    private IEnumerable<string> Files()
    {
        var entries = Path.Combine(directory, "entries");
        return System.IO.Directory.Exists(entries)
            ? System.IO.Directory.EnumerateFiles(entries, "*.json")
            : [];
    }
}
