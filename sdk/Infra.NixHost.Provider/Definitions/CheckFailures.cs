using System.Collections.Immutable;

namespace Infra.NixHost.Provider.Definitions;

/// <summary>The problems that a check found, each with the path of the property.</summary>
internal sealed class CheckFailures
{
    private readonly List<(string Path, string Reason)> _found = [];

    /// <summary>The problems found so far.</summary>
    public ImmutableArray<(string Path, string Reason)> Found => [.. _found];

    /// <summary>Whether no problem was found.</summary>
    public bool AreNone => _found.Count == 0;

    /// <summary>Notes a failure: the value, why it is wrong, and what to do next.</summary>
    public void Add(string path, string reason) => _found.Add((path, reason));

    /// <summary>Notes a failure if there is a reason for one.</summary>
    public void AddIf(string path, string? reason)
    {
        if (reason is not null)
        {
            Add(path, reason);
        }
    }

    /// <summary>Notes a precondition of the host that does not hold, with its code.</summary>
    public void Add(string path, string reason, string code) =>
        Add(path, ErrorCode.Append(reason, code));

    /// <summary>Whether a property, or anything in it, was found wrong.</summary>
    public bool Has(string property) => _found.Any(f => PropertyPath.RootOf(f.Path) == property);
}
