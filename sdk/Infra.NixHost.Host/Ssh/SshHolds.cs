using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Ssh;

/// <summary>Holds files of a host, all by one command that runs there as long as this process does.</summary>
internal sealed class SshHolds(SshConnection connection) : IDisposable
{
    /// <summary>The holding command runs as long as the connection.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan TimeToAnswer = TimeSpan.FromMinutes(2);

    private readonly SshShell _shell = new(connection, places: 1);
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private Session? _session;

    /// <inheritdoc cref="Files.IHostFiles.Hold"/>
    public IDisposable? Hold(string path)
    {
        Session session;
        lock (_gate)
        {
            if (_session is null or { IsOver: true })
            {
                _session = new Session(connection, _shell, _stop.Token);
            }

            session = _session;
        }

        try
        {
            return session.Hold(path);
        }
        catch (HostException e)
        {
            throw new HostException(e.Code, $"{path} cannot be held. {e.Message}", e);
        }
    }

    public void Dispose()
    {
        if (_session is { } session)
        {
            session.End();
            _ = Task.WhenAny(session.Ended, Task.Delay(TimeToEnd)).GetAwaiter().GetResult();
        }

        _stop.Cancel();
        _session?.Ended.GetAwaiter().GetResult();
        _stop.Dispose();
    }

    /// <summary>One run of the command.</summary>
#pragma warning disable CA1001 // The run that uses the timer disposes of it at its end.
    private sealed class Session
#pragma warning restore CA1001
    {
        private readonly Pipe _orders = new();
        private readonly Pipe _answers = new();
        private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> _asked = new(
            StringComparer.Ordinal
        );
        private readonly SshConnection _connection;
        private readonly Timer _beat;
        private int _count;
        private bool _isEnding;
        private volatile Exception? _failure;

        public Session(SshConnection connection, SshShell shell, CancellationToken stop)
        {
            _connection = connection;
            _beat = new(_ => Beat(), state: null, HoldScript.Beat, HoldScript.Beat);
            Ended = RunAsync(shell, stop);
            _ = ReadAsync();
        }

        public Task Ended { get; }

        public bool IsOver => _failure is not null;

        public IDisposable? Hold(string path)
        {
            var number = Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture);
            var coded = Convert.ToBase64String(Encoding.UTF8.GetBytes(path));
            var answer = Ask(number, $"hold {number} {coded}");
            return answer switch
            {
                ["held", ..] => Granted(number),
                ["busy", ..] => null,
                _ => throw RemoteFailure.Of(string.Join(' ', answer.Skip(2)), path),
            };
        }

        /// <summary>Lets the command end by itself.</summary>
        public void End()
        {
            lock (_orders)
            {
                _isEnding = true;
                _orders.Writer.Complete();
            }
        }

        private string[] Ask(string number, string order)
        {
            var answered = new TaskCompletionSource<string>(
                TaskCreationOptions.RunContinuationsAsynchronously
            );
            _asked[number] = answered;
            Send(order);
            if (_failure is { } failure)
            {
                answered.TrySetException(failure);
            }

            try
            {
                return answered.Task.WaitAsync(TimeToAnswer).GetAwaiter().GetResult().Split(' ', 3);
            }
            catch (TimeoutException)
            {
                throw SshFailure.Silent(_connection.Options, TimeToAnswer);
            }
        }

        private Held Granted(string number)
        {
            _connection.Hold();
            return new(this, number);
        }

        /// <summary>Tells the host that this run lives, because a broken connection may look there as if it were idle.</summary>
        private void Beat()
        {
            if (!IsOver)
            {
                Send($"alive {Interlocked.Increment(ref _count)}");
            }
        }

        private void Send(string order)
        {
            lock (_orders)
            {
                if (_isEnding)
                {
                    return;
                }

                // What nobody reads any more is small, and is dropped.
                _orders
                    .Writer.WriteAsync(Encoding.ASCII.GetBytes(order + "\n"))
                    .AsTask()
                    .GetAwaiter()
                    .GetResult();
            }
        }

        private async Task RunAsync(SshShell shell, CancellationToken stop)
        {
            Exception? failure = null;
            try
            {
                var invocation = new Invocation(Tool.Shell, ["-c", HoldScript.Text])
                {
                    Timeout = Longest,
                    Shown = "flock",
                    IsApart = true,
                    Input = _orders.Reader.AsStream(),
                    Output = _answers.Writer.AsStream(leaveOpen: true),
                };
                var result = await shell.RunAsync(invocation, stop);
                failure = result.Failure("host-lost", "Files of the host are not held any more");
            }
            catch (Exception e)
            {
                // Whoever waits for an answer gets it, whatever it is.
                failure = e;
            }

            _failure = failure;
            await _beat.DisposeAsync();
            await _orders.Reader.CompleteAsync();
            await _answers.Writer.CompleteAsync();
            foreach (var asked in _asked.Values)
            {
                asked.TrySetException(failure);
            }
        }

        private async Task ReadAsync()
        {
            using var reader = new StreamReader(_answers.Reader.AsStream());
            while (await reader.ReadLineAsync() is { } line)
            {
                if (
                    line.Split(' ') is [_, var number, ..]
                    && _asked.TryRemove(number, out var asked)
                )
                {
                    asked.TrySetResult(line);
                }
            }
        }

        /// <summary>A file that is held.</summary>
        private sealed class Held(Session session, string number) : IDisposable
        {
            public void Dispose()
            {
                // A connection that is lost holds nothing.
                if (!session.IsOver)
                {
                    try
                    {
                        session.Ask(number, $"release {number}");
                    }
                    catch (HostException) when (session.IsOver) { }
                }
            }
        }
    }
}
