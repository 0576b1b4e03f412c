using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace LedgerProvider;

/// <summary>The entries there are, one file each, and a log of everything that was ever done to them.</summary>
internal sealed class Ledger
{
    private readonly string _directory;
    private readonly ConcurrentDictionary<string, string> _idByOwner = new();
    private readonly StreamWriter _log;

    private Ledger(string directory)
    {
        _directory = directory;
        _log = new(
            new FileStream(
                Path.Combine(directory, "log"),
                FileMode.Append,
                FileAccess.Write,
                FileShare.ReadWrite
            )
        )
        {
            AutoFlush = true,
        };
    }

    public static Ledger Open(string directory)
    {
        Directory.CreateDirectory(Path.Combine(directory, "entries"));
        var ledger = new Ledger(directory);
        foreach (var path in Directory.EnumerateFiles(Path.Combine(directory, "entries"), "*.json"))
        {
            var id = Path.GetFileNameWithoutExtension(path);
            ledger._idByOwner[Owner(ledger.Find(id)!)] = id;
        }

        return ledger;
    }

    /// <summary>Notes that something begins or has been done.</summary>
    public void Note(string line)
    {
        lock (_log)
        {
            _log.WriteLine(line);
        }
    }

    /// <summary>The entry's content; <c>null</c> when there is none of that id.</summary>
    public Struct? Find(string id)
    {
        try
        {
            return Struct.Parser.ParseJson(File.ReadAllText(PathOf(id)));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The id of the entry that bears this owner's name: what an interrupted run has left.</summary>
    public string? FindOwn(string urn, string kind) =>
        _idByOwner.GetValueOrDefault(Owner(urn, kind));

    /// <summary>Writes an entry, as a whole or not at all.</summary>
    public void Put(string id, string urn, Struct inputs)
    {
        var entry = inputs.Clone();
        entry.Fields["owner"] = Value.ForString(urn);
        File.WriteAllText(PathOf(id) + ".new", JsonFormatter.Default.Format(entry));
        File.Move(PathOf(id) + ".new", PathOf(id), overwrite: true);
        _idByOwner[Owner(entry)] = id;
    }

    public void Remove(string id)
    {
        if (Find(id) is { } entry)
        {
            File.Delete(PathOf(id));
            _idByOwner.TryRemove(new(Owner(entry), id));
        }
    }

    private string PathOf(string id) => Path.Combine(_directory, "entries", id + ".json");

    private static string Owner(Struct entry) =>
        Owner(entry.Fields["owner"].StringValue, entry.Fields["kind"].StringValue);

    private static string Owner(string urn, string kind) => $"{urn}#{kind}";
}
