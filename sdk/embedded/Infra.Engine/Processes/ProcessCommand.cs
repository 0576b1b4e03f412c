using System.Collections.Immutable;

namespace Infra.Engine.Processes;

/// <summary>A command to start.</summary>
internal sealed record ProcessCommand
{
    /// <summary>A path, or a name to be found in PATH.</summary>
    public required string FileName { get; init; }

    /// <summary>The arguments, without any quoting.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    public required string WorkingDirectory { get; init; }

    /// <summary>Variables added to the engine's own environment.</summary>
    public ImmutableDictionary<string, string> Environment { get; init; } =
        ImmutableDictionary<string, string>.Empty;

    /// <summary>Receives the lines of the standard output.</summary>
    public Action<string> OnOutput { get; init; } = _ => { };

    /// <summary>Receives the lines of the standard error.</summary>
    public Action<string> OnError { get; init; } = _ => { };
}
