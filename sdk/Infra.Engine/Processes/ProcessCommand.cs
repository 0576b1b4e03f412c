using System.Collections.Immutable;

namespace Infra.Engine.Processes;

/// <summary>What to start, and how.</summary>
internal sealed record ProcessCommand
{
    /// <summary>A path, or a name to be found in PATH.</summary>
    public required string FileName { get; init; }

    /// <summary>Each as the process gets it.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>Where it runs.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>What differs from the own environment.</summary>
    public ImmutableDictionary<string, string> Environment { get; init; } =
        ImmutableDictionary<string, string>.Empty;

    /// <summary>Takes the lines of the standard output.</summary>
    public Action<string> OnOutput { get; init; } = _ => { };

    /// <summary>Takes the lines of the standard error.</summary>
    public Action<string> OnError { get; init; } = _ => { };
}
