using System.Collections.Immutable;
using System.ComponentModel;
using System.Text;
using CliWrap;
using Infra.NixHost.Hosts.Files;

namespace Infra.NixHost.Hosts.Processes;

/// <summary>
/// Runs tools on this machine. Both pipes are drained and each run has a timeout. On cancellation a tool gets SIGINT; three seconds later
/// its whole process tree is killed. Of this process's environment they get what <see cref="ToolEnvironment"/> allows.
/// </summary>
/// <param name="environment">Variables that replace this process's own. Tools are looked for in its PATH when it has one.</param>
/// <param name="timeProvider">The clock of timeouts and grace.</param>
internal sealed class LocalShell(
    IReadOnlyDictionary<string, string> environment,
    TimeProvider timeProvider
) : IHostShell
{
    private const int KeptErrorLines = 20;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    /// <summary>The commands of this machine with its own variables.</summary>
    public static LocalShell Plain(TimeProvider? timeProvider) =>
        new(
            new Dictionary<string, string>(StringComparer.Ordinal),
            timeProvider ?? TimeProvider.System
        );

    /// <inheritdoc/>
    public string? Variable(string name) =>
        environment.TryGetValue(name, out var value)
            ? value
            : Environment.GetEnvironmentVariable(name);

    /// <inheritdoc/>
    public async Task<ToolResult> RunAsync(
        Invocation invocation,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var deadline = new CancellationTokenSource(invocation.Timeout, timeProvider);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken,
            deadline.Token
        );
        await using var run = new ToolRun(Grace, timeProvider, stop.Token);
        var output = new StringBuilder();
        var errors = new Queue<string>();
        var command = Command(invocation)
            .WithStandardOutputPipe(
                invocation.Output is { } stream
                    ? PipeTarget.ToStream(stream)
                    : PipeTarget.ToStringBuilder(output, Encoding.UTF8)
            )
            .WithStandardErrorPipe(
                PipeTarget.ToDelegate(line => Keep(errors, line, invocation), Encoding.UTF8)
            );
        try
        {
            var exitCode = invocation.OutputFile is { } file
                ? await WriteAsync(run, command, file)
                : await run.ExecuteAsync(command);
            return new(invocation, exitCode, output.ToString(), [.. errors]);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(
                $"`{invocation}` was stopped.",
                e,
                cancellationToken
            );
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested)
        {
            throw TookTooLong(invocation, errors, e);
        }
        catch (Win32Exception e)
        {
            throw CannotStart(invocation, e);
        }
    }

    private static async Task<int> WriteAsync(ToolRun run, Command command, string path)
    {
        await using var file = LocalFile.CreateNew(path, new());
        var exitCode = await run.ExecuteAsync(
            command.WithStandardOutputPipe(PipeTarget.ToStream(file, autoFlush: false))
        );
        if (exitCode == 0)
        {
            file.Flush();
        }

        return exitCode;
    }

    private Command Command(Invocation invocation)
    {
        var program = Find(invocation.Tool);
        var (first, arguments) = invocation.IsApart
            ? (Find(Tool.SetSid), [program, .. invocation.Arguments])
            : (program, invocation.Arguments);
        return Cli.Wrap(first)
            .WithArguments(arguments)
            .WithStandardInputPipe(
                invocation.Input is { } input ? PipeSource.FromStream(input) : PipeSource.Null
            )
            .WithEnvironmentVariables(builder =>
            {
                foreach (var name in ToolEnvironment.Withheld())
                {
                    builder.Set(name, null);
                }

                foreach (var (name, value) in environment.Concat(invocation.Environment))
                {
                    builder.Set(name, value);
                }

                builder.Set("LC_ALL", "C");
            })
            .WithValidation(CommandResultValidation.None);
    }

    /// <summary>The program's path. .NET itself would search this process's PATH instead of the tool's.</summary>
    private string Find(Tool tool)
    {
        var directories = (Variable("PATH") ?? "").Split(
            ':',
            StringSplitOptions.RemoveEmptyEntries
        );
        var found = directories
            .Select(directory => Path.Combine(directory, tool.Program))
            .FirstOrDefault(IsExecutable);
        return found ?? throw tool.Missing(directories);
    }

    private static bool IsExecutable(string path) =>
        File.Exists(path)
        && (
            File.GetUnixFileMode(path)
            & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)
        ) != UnixFileMode.None;

    private static void Keep(Queue<string> errors, string line, Invocation invocation)
    {
        errors.Enqueue(line);
        if (errors.Count > KeptErrorLines)
        {
            errors.Dequeue();
        }

        invocation.OnErrorLine?.Invoke(line);
    }

    private static HostException CannotStart(Invocation invocation, Win32Exception inner) =>
        new("tool-failed", $"`{invocation}` cannot be started: {inner.Message}.", inner);

    private static HostException TookTooLong(
        Invocation invocation,
        Queue<string> errors,
        Exception inner
    ) =>
        new(
            invocation.TimeoutCode,
            $"`{invocation}` was stopped because it took longer than {Text(invocation.Timeout)}. "
                + "Allow it more time, or find out what it waits for."
                + (errors.Count == 0 ? "" : "\nIts last lines were:\n" + string.Join('\n', errors)),
            inner
        );

    private static string Text(TimeSpan time) =>
        time >= TimeSpan.FromMinutes(2)
            ? $"{time.TotalMinutes:0.#} minutes"
            : $"{time.TotalSeconds:0.#} s";
}
