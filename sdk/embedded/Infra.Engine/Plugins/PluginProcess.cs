using System.Globalization;
using System.Text.RegularExpressions;
using Grpc.Net.Client;
using Infra.Engine.Processes;
using Infra.Protocol;
using Infra.Protocol.Rpc;

namespace Infra.Engine.Plugins;

/// <summary>A running plugin: its process and a channel to the server it announced.</summary>
internal sealed partial class PluginProcess : IAsyncDisposable
{
    // A plugin in source form may first be compiled by its own runtime.
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndGrace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(5);

    private readonly ChildProcess _process;
    private readonly PluginOutput _output;
    private readonly CancellationToken _terminationToken;

    private PluginProcess(
        ChildProcess process,
        PluginOutput output,
        GrpcChannel channel,
        CancellationToken terminationToken
    )
    {
        _terminationToken = terminationToken;
        _process = process;
        _output = output;
        Channel = channel;
    }

    /// <summary>The channel to the plugin's server.</summary>
    public GrpcChannel Channel { get; }

    /// <summary>Says how the plugin ended, or that it does not answer, and what it wrote last.</summary>
    /// <param name="wayOn">A sentence about what to do now.</param>
    public async Task<string> DescribeEndAsync(string wayOn)
    {
        // The connection breaks a moment before the exit code is there.
        await Task.WhenAny(Exited, Task.Delay(EndGrace));
        var what = Exited.IsCompletedSuccessfully
            ? $"ended with exit code {Exited.Result.ToString(CultureInfo.InvariantCulture)} before it answered"
            : "closed the connection before it answered";
        var words = _output.IsEmpty ? "" : $"\nWhat it wrote last:\n{_output.Text}";
        return $"{what}. {wayOn}{words}";
    }

    /// <summary>Completes when the process has ended.</summary>
    public Task<int> Exited => _process.Exited;

    /// <summary>Starts a plugin and waits until it can be called.</summary>
    public static async Task<PluginProcess> StartAsync(
        string name,
        ProcessCommand command,
        CancellationToken terminationToken
    )
    {
        var output = new PluginOutput();
        var process = ChildProcess.Start(
            command with
            {
                OnOutput = output.TakeOutput,
                OnError = output.TakeError,
            }
        );
        try
        {
            var port = await ReadPortAsync(name, process, output, terminationToken);
            var channel = LocalChannel.To(
                $"127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}"
            );
            return new(process, output, channel, terminationToken);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await _process.StopAsync(
            _terminationToken.IsCancellationRequested ? TimeSpan.Zero : StopGrace
        );
        await _process.DisposeAsync();
    }

    private static async Task<int> ReadPortAsync(
        string name,
        ChildProcess process,
        PluginOutput output,
        CancellationToken cancellationToken
    )
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var delay = Task.Delay(ReadyTimeout, timeout.Token);
        var first = await Task.WhenAny(output.FirstLine, process.Exited, delay);
        await timeout.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        if (!output.FirstLine.IsCompleted)
        {
            var why =
                first == delay
                    ? $"did not print the port of its server within {ReadyTimeout.TotalSeconds:0} s"
                    : $"ended with exit code {await process.Exited} before it was ready";
            throw new InfraException($"The plugin '{name}' {why}. What it wrote:\n{output.Text}");
        }

        var line = Escapes().Replace(await output.FirstLine, "").Trim();
        return
            int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is > 0 and < 65536
            ? port
            : throw new InfraException(
                $"The plugin '{name}' printed '{line}' where the port of its server should be (the first line of its output)."
            );
    }

    // `dotnet run` writes a progress bar before the program's first line.
    [GeneratedRegex(
        @"\x1b\][^\x07\x1b]*(\x07|\x1b\\)|\x1b\[[0-9;?]*[A-Za-z]",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Escapes();
}
