using System.Collections.Concurrent;
using System.Text;

namespace Infra.NixHost.Hosts.Ssh;

/// <summary>
/// Runs the scripts of <see cref="FileScripts"/> in shells that stay on the host, and turns their failures into those of .NET's file functions.
/// </summary>
/// <param name="connection">The connection to the host.</param>
/// <param name="places">The number of shells.</param>
/// <param name="timeout">How long a script may take.</param>
internal sealed class SshFileCalls(SshConnection connection, int places, TimeSpan timeout)
    : IDisposable
{
    /// <summary>The bytes per second of a slow line, by which a large content has more time.</summary>
    private const int SlowestLine = 32 * 1024;

    /// <summary>The bytes of paths in one script.</summary>
    private const int BytesPerCall = 256 * 1024;

    private readonly SshShell _shell = new(connection, places);
    private readonly SemaphoreSlim _places = new(places);
    private readonly ConcurrentBag<SshWorker> _idle = [];

    /// <summary>One answer for each path.</summary>
    public IReadOnlyList<string> AskEach(
        string script,
        IReadOnlyList<string> paths,
        char separator,
        params IReadOnlyList<string> options
    )
    {
        var answers = new List<string>(paths.Count);
        foreach (var some in Chunks(paths))
        {
            var output = Ask(script, [.. options, .. some]);
            // Deleting has no answers.
            answers.AddRange(output.Split(separator).SkipLast(1));
        }

        return answers;
    }

    /// <summary>Runs a script and returns its output.</summary>
    public string Ask(string script, IReadOnlyList<string> arguments) =>
        Run(script, arguments, Stream.Null);

    /// <summary>Runs a script with an input.</summary>
    public void Send(string script, IReadOnlyList<string> arguments, Stream input) =>
        Run(script, arguments, input);

    public void Dispose()
    {
        Task.WhenAll(_idle.Select(worker => Task.Run(worker.Dispose))).GetAwaiter().GetResult();
    }

    /// <summary>The interface blocks as libvirt's calls do, and nothing here needs the caller's thread.</summary>
    private string Run(string script, IReadOnlyList<string> arguments, Stream input)
    {
        var (exitCode, output, errors) = RunAsync(script, arguments, input)
            .GetAwaiter()
            .GetResult();
        return exitCode == 0
            ? Encoding.UTF8.GetString(output)
            : throw RemoteFailure.Of(errors, arguments.Count > 0 ? arguments[0] : "");
    }

    private async Task<(int ExitCode, byte[] Output, string Errors)> RunAsync(
        string script,
        IReadOnlyList<string> arguments,
        Stream input
    )
    {
        await _places.WaitAsync();
        var worker = _idle.TryTake(out var idle) && idle.IsAlive ? idle : new SshWorker(_shell);
        var isUsable = false;
        try
        {
            var time = timeout + TimeSpan.FromSeconds((double)input.Length / SlowestLine);
            using var deadline = new CancellationTokenSource(time);
            var answer = await worker.RunAsync(script, arguments, input, deadline.Token);
            isUsable = true;
            return answer;
        }
        catch (OperationCanceledException e)
        {
            throw new HostException(
                "host-timeout",
                $"The host {connection.Options.Name} did not answer within {timeout.TotalSeconds:0} s about {string.Join(", ", arguments.Take(1))}. "
                    + $"See whether its disks do: `{connection.Options.Typed} df`.",
                e
            );
        }
        catch (HostException e) when (arguments.FirstOrDefault(a => a.StartsWith('/')) is { } path)
        {
            throw new HostException(e.Code, $"{path} was being read or written. {e.Message}", e);
        }
        finally
        {
            if (isUsable)
            {
                _idle.Add(worker);
            }
            else
            {
                worker.Dispose();
            }

            _places.Release();
        }
    }

    private static IEnumerable<List<string>> Chunks(IReadOnlyList<string> paths)
    {
        var some = new List<string>();
        var bytes = 0;
        foreach (var path in paths)
        {
            bytes += Encoding.UTF8.GetByteCount(path);
            some.Add(path);
            if (bytes > BytesPerCall)
            {
                yield return some;
                (some, bytes) = ([], 0);
            }
        }

        if (some.Count > 0)
        {
            yield return some;
        }
    }
}
