using System.Collections.Immutable;
using System.IO.Pipelines;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Ssh;

/// <summary>
/// One ssh connection to a host, on which every command runs. It ends when its standard input does and no command runs, so it does not outlive
/// this process for long.
/// </summary>
internal sealed class SshMaster : IAsyncDisposable
{
    private const string Ready = "nixhost-ready";

    /// <summary>A connection lasts for a run; an image may be built for many hours.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private static readonly TimeSpan TimeToConnect = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan TimeToLogIn = TimeSpan.FromMinutes(1);

    private readonly SshOptions _options;
    private readonly string _directory;
    private readonly Pipe _input = new();
    private readonly CancellationTokenSource _stop = new();
    private Task<ToolResult>? _running;

    private SshMaster(SshOptions options)
    {
        _options = options;
        _directory = LocalFiles.MakeTemporary("nixhost-ssh-");
    }

    /// <summary>Whether commands can still run on it.</summary>
    public bool IsAlive => _running is { IsCompleted: false };

    /// <summary>The path of the socket at which ssh offers this connection to other ssh processes.</summary>
    public string ControlPath => Path.Combine(_directory, "control");

    /// <summary>Whether the host answers. A connection that has broken is seen by asking, a moment before its ssh ends.</summary>
    public async Task<bool> AnswersAsync(IHostShell here)
    {
        if (!IsAlive)
        {
            return false;
        }

        try
        {
            var asked = await here.RunAsync(
                new(Tool.Ssh, [.. Shared, "--", _options.Destination, "true"])
                {
                    Timeout = TimeToConnect,
                },
                CancellationToken.None
            );
            // A host that permits no more sessions is there.
            return asked.ExitCode == 0
                || asked.ErrorText.Contains("refused by peer", StringComparison.Ordinal);
        }
        catch (HostException)
        {
            // It is silent.
            return false;
        }
    }

    /// <summary>Makes a path beside the control socket, for a forwarded socket.</summary>
    public string PathBeside(string name) => Path.Combine(_directory, name);

    /// <summary>The arguments of an ssh process that uses this connection and never makes one of its own.</summary>
    public ImmutableArray<string> Shared =>
        [
            "-F",
            "/dev/null",
            "-S",
            ControlPath,
            "-o",
            "ControlMaster=no",
            "-o",
            "ProxyCommand=false",
            "-o",
            "BatchMode=yes",
            "-o",
            "LogLevel=ERROR",
            "-T",
        ];

    /// <summary>Connects.</summary>
    /// <exception cref="HostException">The host cannot be reached, is not known, or does not let this user in.</exception>
    public static async Task<SshMaster> ConnectAsync(
        SshOptions options,
        IHostShell here,
        CancellationToken cancellationToken
    )
    {
        var master = new SshMaster(options);
        try
        {
            await master.StartAsync(here, cancellationToken);
            return master;
        }
        catch
        {
            await master.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _input.Writer.CompleteAsync();
        if (_running is not null)
        {
            // The host may be silent for ever; the stop gives ssh the usual grace.
            await Task.WhenAny(
                _running,
                Task.Delay(TimeSpan.FromSeconds(2), CancellationToken.None)
            );
            await _stop.CancelAsync();
            await _running.ContinueWith(
                static ended => ended.Exception,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default
            );
        }

        _stop.Dispose();
        new LocalFiles().DeleteDirectory(_directory);
    }

    private async Task StartAsync(IHostShell here, CancellationToken cancellationToken)
    {
        var output = new Pipe();
        var invocation = new Invocation(Tool.Ssh, Arguments())
        {
            Timeout = Longest,
            IsApart = true,
            Input = _input.Reader.AsStream(),
            Output = output.Writer.AsStream(),
        };
        var running = RunAsync(here, invocation, output.Writer);
        _running = running;
        using var reader = new StreamReader(output.Reader.AsStream());
        var line = await FirstLineAsync(reader, cancellationToken);
        if (line is null)
        {
            throw SshFailure.OfConnecting(_options, await running);
        }

        if (line != Ready)
        {
            throw SshFailure.OfChatter(_options, line);
        }
    }

    /// <summary>ssh's own timeout covers neither the login nor its shell, which may wait for a file server.</summary>
    private async Task<string?> FirstLineAsync(
        StreamReader reader,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await reader
                .ReadLineAsync(cancellationToken)
                .AsTask()
                .WaitAsync(TimeToLogIn, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw SshFailure.Silent(_options, TimeToLogIn);
        }
    }

    private async Task<ToolResult> RunAsync(
        IHostShell here,
        Invocation invocation,
        PipeWriter output
    )
    {
        try
        {
            return await here.RunAsync(invocation, _stop.Token);
        }
        finally
        {
            await output.CompleteAsync();
        }
    }

    private ImmutableArray<string> Arguments()
    {
        var arguments = ImmutableArray.CreateBuilder<string>();
        arguments.AddRange("-M", "-S", ControlPath, "-T");
        Add("ControlPersist=no");
        Add("BatchMode=yes");
        Add("StrictHostKeyChecking=yes");
        Add($"ConnectTimeout={TimeToConnect.TotalSeconds:0}");
        Add("ServerAliveInterval=5");
        Add("ServerAliveCountMax=3");
        Add("ClearAllForwardings=yes");
        Add("StreamLocalBindUnlink=yes");
        Add("RemoteCommand=none");
        Add("PermitLocalCommand=no");
        Add("LogLevel=INFO"); // The reason of a failure is read from it.
        if (_options.HostKey is { } key)
        {
            var known = PathBeside("known_hosts");
            new LocalFiles().ReplacePrivate(known, $"nixhost {key}\n");
            Add("HostKeyAlias=nixhost");
            Add($"UserKnownHostsFile={known}");
            Add("GlobalKnownHostsFile=/dev/null");
            Add("KnownHostsCommand=none");
            Add("VerifyHostKeyDNS=no");
        }

        if (_options.IdentityFile is { } identity)
        {
            arguments.AddRange("-i", identity);
            Add("IdentitiesOnly=yes");
        }

        if (_options.Port is { } port)
        {
            arguments.AddRange("-p", port);
        }

        arguments.AddRange("--", _options.Destination, $"echo {Ready}; exec cat >/dev/null");
        return arguments.ToImmutable();

        void Add(string option) => arguments.AddRange("-o", option);
    }
}
