using System.Collections.Immutable;
using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Ssh;

/// <summary>
/// Runs commands on a host over its one connection. Both pipes are drained and each run has a timeout. On cancellation the command gets SIGINT
/// on the host; three seconds later its whole process group is killed there.
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="places">The number of commands at one time; a host permits ten sessions on a connection by default (sshd's <c>MaxSessions</c>).</param>
#pragma warning disable CA1001 // A command that ends late gives its place back, which a disposed semaphore refuses.
internal sealed class SshShell(SshConnection connection, int places) : IHostShell
#pragma warning restore CA1001
{
    private const int SshFailed = 255;
    private const int CannotStart = 126; // of env(1), as that of a missing program or interpreter
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim _places = new(places);

    /// <summary>Derivations name their store, so the host's store directory is that of the evaluation. No other variable is shared.</summary>
    public string? Variable(string name) =>
        name == "NIX_STORE_DIR" ? connection.Here.Variable(name) : null;

    /// <inheritdoc/>
    public async Task<ToolResult> RunAsync(
        Invocation invocation,
        CancellationToken cancellationToken
    )
    {
        var typed = invocation with { Shown = $"{connection.Options.Typed} {invocation}" };
        await _places.WaitAsync(cancellationToken);
        try
        {
            var master = await connection.OpenAsync(cancellationToken);
            return await RunAsync(master, typed, cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task<ToolResult> RunAsync(
        SshMaster master,
        Invocation invocation,
        CancellationToken cancellationToken
    )
    {
        var options = connection.Options;
        var said = new RemoteWords(invocation.OnErrorLine);
        var (line, input) = RemoteScript.Of(invocation, options.Sudo);
        ToolResult result;
        try
        {
            result = await connection.Here.RunAsync(
                invocation with
                {
                    Tool = Tool.Ssh,
                    Arguments = [.. master.Shared, "--", options.Destination, line],
                    Environment = [],
                    Input = input is null ? invocation.Input : new MemoryStream(input),
                    OutputFile = null,
                    OnErrorLine = said.Add,
                },
                cancellationToken
            );
        }
        catch (Exception e) when (e is OperationCanceledException or HostException)
        {
            await StopAsync(master, said.Group);
            throw;
        }

        return await JudgeAsync(
            master,
            result with
            {
                Invocation = invocation,
                ErrorTail = RemoteWords.Without(result.ErrorTail),
            },
            said
        );
    }

    private async Task<ToolResult> JudgeAsync(SshMaster master, ToolResult result, RemoteWords said)
    {
        var options = connection.Options;
        if (said.IsMissing && result.ExitCode == RemoteScript.MissingProgram)
        {
            throw SshFailure.Missing(options, result.Invocation.Tool);
        }

        if (result.ExitCode == SshFailed && !await master.AnswersAsync(connection.Here))
        {
            throw SshFailure.Lost(options, $"run `{result.Invocation}`", result.ErrorText);
        }

        if (
            (result.ExitCode is CannotStart or RemoteScript.MissingProgram)
            && result.ErrorText.StartsWith("env: ", StringComparison.Ordinal)
        )
        {
            throw new HostException(
                "tool-failed",
                $"`{result.Invocation}` cannot be started: {result.ErrorText}."
            );
        }

        return options.Sudo && result.ExitCode != 0 && SshFailure.IsOfSudo(result.ErrorText)
            ? throw SshFailure.NoSudo(options, result.ErrorText)
            : result;
    }

    /// <summary>Stops what runs on the host. A host that is lost cannot be asked; a build there goes on or ends by itself.</summary>
    private async Task StopAsync(SshMaster master, string? group)
    {
        if (group is null || !master.IsAlive)
        {
            return;
        }

        ImmutableArray<string> arguments =
        [
            .. master.Shared,
            "--",
            connection.Options.Destination,
            RemoteScript.Stop(group, Grace, connection.Options.Sudo),
        ];
        try
        {
            await connection.Here.RunAsync(
                new(Tool.Ssh, arguments) { Timeout = TimeToStop },
                CancellationToken.None
            );
        }
        catch (HostException)
        {
            // The first failure is the one to tell.
        }
    }
}
