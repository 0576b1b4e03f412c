using Infra.Cli.Display;
using Infra.Cli.Json;
using Infra.Cli.Parsing;
using Infra.Engine.Events;
using Infra.Protocol;

namespace Infra.Cli.Commands.Operations;

/// <summary>Everyone who follows one run: the display or the JSON on the output, and the event log.</summary>
internal sealed class RunObservers : IEngineEventSink, IAsyncDisposable
{
    private readonly CommandContext _context;
    private readonly RunBoard? _board;
    private readonly EventLog? _stream;
    private readonly EventLog? _log;
    private readonly TextWriter? _logWriter;
    private readonly ImportList? _imports;
    private readonly string _importFile = "";

    public RunObservers(CommandContext context, OperationSettings settings, DisplayOptions options)
    {
        _context = context;
        if (!settings.Json)
        {
            Display = new(context.Terminal, options, context.Time);
        }
        else if (settings.IsPreviewOnly)
        {
            _board = new(options with { ShowSames = true }, context.Time);
        }
        else if (!options.IsPreview)
        {
            _stream = new(context.Terminal.RawOut, context.Time, options.ShowSecrets);
        }

        if (settings.ImportFile is { } file)
        {
            _imports = new();
            _importFile = Path.GetFullPath(file, context.WorkingDirectory);
        }

        if (settings.EventLog is { } path)
        {
            _logWriter = Open(path, context, isFirst: options.IsPreview || settings.SkipPreview);
            _log = new(_logWriter, context.Time, showSecrets: false);
        }
    }

    /// <summary>The display for people, unless JSON was asked for.</summary>
    public RunDisplay? Display { get; }

    public void Publish(EngineEvent engineEvent)
    {
        if (engineEvent is EngineEvent.Diagnostic diagnostic)
        {
            var message = CommandHints.Rename(diagnostic.Message, _context.ProgramName);
            engineEvent = diagnostic with { Message = message };
        }

        Display?.Publish(engineEvent);
        _imports?.Publish(engineEvent);
        _board?.Apply(engineEvent);
        _stream?.Publish(engineEvent);
        _log?.Publish(engineEvent);
    }

    /// <summary>A line of our own: to the display, or to the error stream where the output is JSON.</summary>
    public void Notice(string text)
    {
        if (Display is not null)
        {
            Display.Notice(text);
        }
        else
        {
            _context.Terminal.Error.WriteLine(text);
        }
    }

    /// <summary>Writes what comes at the end of a run.</summary>
    public async Task FinishAsync()
    {
        if (Display is not null)
        {
            await Display.FinishAsync();
        }

        if (_imports is not null)
        {
            await File.WriteAllTextAsync(_importFile, _imports.Text());
        }

        if (_board is not null)
        {
            PreviewJson.Write(_context.Terminal.RawOut, _board);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Display is not null)
        {
            await Display.DisposeAsync();
        }

        if (_logWriter is not null)
        {
            await CloseAsync(_logWriter);
        }
    }

    // The run is over and stays as it went, whether somebody listened to the end or not.
    private async Task CloseAsync(TextWriter log)
    {
        try
        {
            await log.DisposeAsync();
        }
        catch (InfraException e)
        {
            Notice($"warning: {e.Message}");
        }
    }

    // The preview and the update of one command share a log.
    private static TextWriter Open(string path, CommandContext context, bool isFirst)
    {
        if (path.StartsWith(EventStream.Scheme, StringComparison.Ordinal))
        {
            return new EventStreamWriter(new(path));
        }

        var file = Path.GetFullPath(path, context.WorkingDirectory);
        try
        {
            var mode = isFirst ? FileMode.Create : FileMode.Append;
            return new StreamWriter(
                new FileStream(file, mode, FileAccess.Write, FileShare.ReadWrite)
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                ExitCode.Invocation,
                $"Could not write the event log '{file}': {e.Message}",
                e
            );
        }
    }
}
