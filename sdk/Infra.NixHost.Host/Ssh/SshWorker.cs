using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Ssh;

/// <summary>One shell that stays on the host. It runs one script at a time.</summary>
internal sealed class SshWorker : IDisposable
{
    /// <summary>A worker lasts as long as the connection.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(1);

    private readonly Pipe _requests = new();
    private readonly Pipe _answers = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<ToolResult> _running;
    private readonly Lock _gate = new();
    private List<string> _errors = [];
    private TaskCompletionSource _errorsEnded = new();
    private string _word = "";

    public SshWorker(SshShell shell)
    {
        _running = RunAsync(shell);
    }

    /// <summary>Whether it can run another script.</summary>
    public bool IsAlive => !_running.IsCompleted;

    /// <summary>Runs a script to its end.</summary>
    /// <exception cref="HostException">The connection was lost.</exception>
    public async Task<(int ExitCode, byte[] Output, string Errors)> RunAsync(
        string script,
        IReadOnlyList<string> arguments,
        Stream content,
        CancellationToken cancellationToken
    )
    {
        var word = $"{RemoteScript.Word}{Guid.NewGuid():N}";
        lock (_gate)
        {
            (_word, _errors, _errorsEnded) = (
                word,
                [],
                new(TaskCreationOptions.RunContinuationsAsynchronously)
            );
        }

        var length = content.Length - content.Position;
        await _requests.Writer.WriteAsync(
            WorkerScript.Request(word, script, arguments, length),
            cancellationToken
        );
        await content.CopyToAsync(_requests.Writer.AsStream(leaveOpen: true), cancellationToken);
        var answer = await ReadAsync(Encoding.ASCII.GetBytes(word + " "), cancellationToken);
        await _errorsEnded.Task.WaitAsync(cancellationToken);
        lock (_gate)
        {
            return (answer.ExitCode, answer.Output, string.Join(' ', _errors));
        }
    }

    /// <summary>The shell ends when there are no more requests, and is only stopped where its host is silent: engines wait for an end only so long.</summary>
    public void Dispose()
    {
        _requests.Writer.Complete();
        _ = Task.WhenAny(_running, Task.Delay(TimeToEnd)).GetAwaiter().GetResult();
        _stop.Cancel();
        try
        {
            _running.GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is OperationCanceledException or HostException)
        {
            // It ends because nobody needs it any more.
        }

        _stop.Dispose();
    }

    private async Task<ToolResult> RunAsync(SshShell shell)
    {
        try
        {
            var invocation = new Invocation(Tool.Shell, ["-c", WorkerScript.Text])
            {
                Timeout = Longest,
                Shown = "sh",
                IsApart = true,
                Input = _requests.Reader.AsStream(),
                Output = _answers.Writer.AsStream(leaveOpen: true),
                OnErrorLine = AddError,
            };
            return await shell.RunAsync(invocation, _stop.Token);
        }
        finally
        {
            // Whoever writes a request must not wait for a host that is gone.
            await _requests.Reader.CompleteAsync();
            await _answers.Writer.CompleteAsync();
        }
    }

    private void AddError(string line)
    {
        lock (_gate)
        {
            if (line == _word)
            {
                _errorsEnded.TrySetResult();
            }
            else
            {
                _errors.Add(line);
            }
        }
    }

    /// <summary>Reads to the end of an answer, which is the word, the exit code and a line break.</summary>
    private async Task<(int ExitCode, byte[] Output)> ReadAsync(
        byte[] word,
        CancellationToken cancellationToken
    )
    {
        using var output = new MemoryStream();
        while (true)
        {
            var read = await _answers.Reader.ReadAsync(cancellationToken);
            foreach (var piece in read.Buffer)
            {
                output.Write(piece.Span);
            }

            var before = (int)(output.Length - read.Buffer.Length);
            _answers.Reader.AdvanceTo(read.Buffer.End);
            if (EndOf(output, Math.Max(0, before - word.Length - 8), word) is { } end)
            {
                return (end.ExitCode, output.GetBuffer()[..end.At]);
            }

            if (read.IsCompleted)
            {
                var result = await _running;
                throw result.Failure("host-lost", "The host does not answer any more");
            }
        }
    }

    private static (int At, int ExitCode)? EndOf(MemoryStream output, int from, byte[] word)
    {
        var bytes = output.GetBuffer().AsSpan(from, (int)output.Length - from);
        var at = bytes.IndexOf(word);
        if (at < 0 || bytes[^1] != '\n')
        {
            return null;
        }

        return (
            from + at,
            int.Parse(
                bytes[(at + word.Length)..^1],
                NumberStyles.None,
                CultureInfo.InvariantCulture
            )
        );
    }
}
