using System.Collections.Immutable;

namespace Infra.NixHost.Hosts.Processes;

/// <summary>The result of a finished run.</summary>
/// <param name="Invocation">The command that ran.</param>
/// <param name="ExitCode">Its exit code. The output is complete only when it is 0.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="ErrorTail">The last 20 lines of its standard error.</param>
internal sealed record ToolResult(
    Invocation Invocation,
    int ExitCode,
    string Output,
    ImmutableArray<string> ErrorTail
)
{
    private const int LinesShown = 3;

    /// <summary>The last lines of standard error as one text.</summary>
    public string ErrorText => string.Join('\n', ErrorTail).Trim();

    /// <summary>Returns this result when the tool succeeded, and throws a failure that quotes the tool otherwise.</summary>
    public ToolResult OrThrow(string code, string what) =>
        ExitCode == 0 ? this : throw Failure(code, what);

    /// <summary>The failure that names the command, its exit code and the last three lines of its standard error.</summary>
    public HostException Failure(string code, string what) =>
        new(
            code,
            $"{what}: `{Invocation}` ended with exit code {ExitCode}.{(ErrorTail.IsEmpty ? "" : "\n" + string.Join('\n', ErrorTail.TakeLast(LinesShown)))}"
        );
}
