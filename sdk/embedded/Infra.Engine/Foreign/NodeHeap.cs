using Infra.Engine.Languages;
using Infra.Engine.Processes;

namespace Infra.Engine.Foreign;

/// <summary>Notices that Node ended a program for lack of memory, which its exit code alone does not tell.</summary>
internal sealed class NodeHeap
{
    private const string Sign = "heap out of memory";

    private volatile bool _isExhausted;

    /// <summary>The command, whose errors are read along.</summary>
    public ProcessCommand Watch(ProcessCommand command) =>
        command with
        {
            OnError = line =>
            {
                _isExhausted |= line.Contains(Sign, StringComparison.Ordinal);
                command.OnError(line);
            },
        };

    /// <summary>The result, with a way out if the program ended for lack of memory.</summary>
    public ProgramResult Explain(ProgramResult result) =>
        _isExhausted && result.Error is { } error
            ? result with
            {
                Error =
                    $"{error}\nDetected a possible out of memory error: let Node use more with `nodeargs: --max-old-space-size=MEBIBYTES` below "
                    + "`runtime.options` in Pulumi.yaml.",
            }
            : result;
}
