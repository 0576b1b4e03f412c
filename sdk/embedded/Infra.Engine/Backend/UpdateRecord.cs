using System.Collections.Immutable;
using Infra.Engine.Workspace.Configuration;

namespace Infra.Engine.Backend;

/// <summary>What the history says about one run.</summary>
public sealed record UpdateRecord
{
    /// <summary>What ran: <c>update</c>, <c>refresh</c>, <c>destroy</c>, <c>import</c>, <c>resource-import</c> or <c>rename</c>.</summary>
    public required string Kind { get; init; }

    public required DateTimeOffset StartTime { get; init; }

    public required DateTimeOffset EndTime { get; init; }

    /// <summary>What the user said about it.</summary>
    public string Message { get; init; } = "";

    /// <summary>Facts about where it ran, e.g. <c>exec.kind</c>.</summary>
    public ImmutableSortedDictionary<string, string> Environment { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The configuration, as the stack's settings hold it: secrets stay ciphertext. Full key to value.</summary>
    public ImmutableSortedDictionary<string, ConfigValue> Config { get; init; } =
        ImmutableSortedDictionary<string, ConfigValue>.Empty;

    /// <summary><c>succeeded</c>, <c>failed</c> or <c>in-progress</c>.</summary>
    public required string Result { get; init; }

    /// <summary>How many steps of each kind there were, by Pulumi's words (<c>create</c>, <c>same</c>, …).</summary>
    public ImmutableSortedDictionary<string, int> ResourceChanges { get; init; } =
        ImmutableSortedDictionary<string, int>.Empty;
}
