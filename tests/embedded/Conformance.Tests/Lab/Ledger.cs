namespace Conformance.Tests.Lab;

/// <summary>What the dynamic providers of the programs (thing.js) wrote down: one line for each operation.</summary>
internal sealed class Ledger(string path)
{
    private int _read;

    public string Path => path;

    /// <summary>All lines.</summary>
    public IReadOnlyList<string> Lines => File.Exists(path) ? File.ReadAllLines(path) : [];

    /// <summary>The lines since they were last taken.</summary>
    public IReadOnlyList<string> Take()
    {
        var lines = Lines;
        var taken = lines.Skip(_read).ToList();
        _read = lines.Count;
        return taken;
    }
}
