using System.Collections.Immutable;

namespace Infra.NixHost.Host.Processes;

/// <summary>What a finished run left behind.</summary>
/// <param name="Invocation">What was run.</param>
/// <param name="ExitCode">Its exit code; output is only to be trusted when it is 0.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="ErrorTail">The last 20 lines of its standard error.</param>
internal sealed record ToolResult(
    Invocation Invocation,
    int ExitCode,
    string Output,
    ImmutableArray<string> ErrorTail
)
{
    /// <summary>The last lines of standard error as one text.</summary>
    public string ErrorText => string.Join('\n', ErrorTail).Trim();

    /// <summary>This result when the tool succeeded, else a failure that names the run and what it said.</summary>
    public ToolResult OrThrow(string code, string what) =>
        ExitCode == 0 ? this : throw Failure(code, what);

    /// <summary>The failure that names the run, its exit code and what it said last.</summary>
    public HostException Failure(string code, string what) =>
        new(
            code,
            $"{what}: `{Invocation}` ended with exit code {ExitCode}.{(ErrorTail.IsEmpty ? "" : "\n" + ErrorText)}"
        );
}
