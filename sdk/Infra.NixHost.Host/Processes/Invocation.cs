using System.Collections.Immutable;

namespace Infra.NixHost.Hosts.Processes;

/// <summary>One run of a tool.</summary>
internal sealed record Invocation(Tool Tool, ImmutableArray<string> Arguments)
{
    /// <summary>How long the run may take.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>The <see cref="HostException.Code"/> of a run that takes longer.</summary>
    public string TimeoutCode { get; init; } = "tool-timeout";

    /// <summary>Variables that this run has besides those of the shell.</summary>
    public ImmutableDictionary<string, string> Environment { get; init; } =
        ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The stream that standard input is read from; <c>null</c> for an empty one.</summary>
    public Stream? Input { get; init; }

    /// <summary>The stream that gets standard output unchanged; <c>null</c> keeps it as text in the result.</summary>
    public Stream? Output { get; init; }

    /// <summary>
    /// The new file of the host that gets standard output, and is on its disk when the run has succeeded; <c>null</c> for none. A failed run
    /// may leave it.
    /// </summary>
    public string? OutputFile { get; init; }

    /// <summary>What messages show instead of the command; <c>null</c> for the command itself.</summary>
    public string? Shown { get; init; }

    /// <summary>
    /// Whether the tool has a session of its own. An engine ends a plugin by a signal to all processes of its group, and the plugin needs this one to
    /// settle what it has made. The tool has to end by itself when its standard input does.
    /// </summary>
    public bool IsApart { get; init; }

    /// <summary>The shell calls this with each line of standard error, on a thread of its own. It must not throw.</summary>
    public Action<string>? OnErrorLine { get; init; }

    /// <summary>The command line as a user would type it, for messages.</summary>
    public override string ToString() =>
        Shown ?? string.Join(' ', Arguments.Prepend(Tool.Program).Select(Quoted));

    private static string Quoted(string argument) =>
        argument.Length > 0
        && argument.All(c => char.IsAsciiLetterOrDigit(c) || "-_./=:,+@!".Contains(c))
            ? argument
            : "'" + argument.Replace("'", @"'\''") + "'";
}
