using System.Collections.Immutable;

namespace Infra.NixHost.Host.Processes;

/// <summary>One run of a tool.</summary>
internal sealed record Invocation(Tool Tool, ImmutableArray<string> Arguments)
{
    /// <summary>How long the run may take.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>The <see cref="HostException.Code"/> when it takes longer.</summary>
    public string TimeoutCode { get; init; } = "tool-timeout";

    /// <summary>Where standard output goes as it is; <c>null</c> for the result's text.</summary>
    public Stream? Output { get; init; }

    /// <summary>Is told every line of standard error as it comes, on a thread of the runner. Must not throw.</summary>
    public Action<string>? OnErrorLine { get; init; }

    /// <summary>What the user would have typed, for messages.</summary>
    public override string ToString() =>
        string.Join(' ', Arguments.Prepend(Tool.Program).Select(Quoted));

    private static string Quoted(string argument) =>
        argument.Length > 0
        && argument.All(c => char.IsAsciiLetterOrDigit(c) || "-_./=:,+@!".Contains(c))
            ? argument
            : "'" + argument.Replace("'", @"'\''") + "'";
}
