using Infra.Cli.Display;
using Infra.Cli.Json;
using Infra.Cli.Parsing;
using Infra.Cli.Terminals;
using Infra.Engine.Events;
using Infra.Engine.Foreign;
using Infra.Protocol;

namespace Infra.Cli.Commands.Operations;

/// <summary>Forwards the events of one run to the display or the JSON output, and to the event log.</summary>
internal sealed class RunObservers : IEngineEventSink, IAsyncDisposable
{
    private readonly CommandContext _context;
    private readonly DisplayGuard _displayGuard = new("The display");
    private readonly DisplayGuard _logGuard = new("The event log");
    private readonly RunBoard? _board;
    private readonly PlannedSteps? _planned;
    private readonly EventLog? _stream;
    private readonly EventLog? _log;
    private readonly TextWriter? _logWriter;
    private readonly OutputStream? _logFile;
    private bool _isLogClosed;

    public RunObservers(CommandContext context, OperationSettings settings, DisplayOptions options)
    {
        _context = context;
        if (!settings.Json)
        {
            Display = new(context.Terminal, options, context.Time);
        }
        else if (options.IsPreview)
        {
            (_board, _planned) = (new(options, context.Time), new(options));
        }
        else
        {
            _stream = new(
                context.Terminal.RawOut,
                context.Time,
                options.ShowSecrets,
                isComplete: false
            );
        }

        if (settings.EventLog is { } path)
        {
            if (path.StartsWith(EventStream.Scheme, StringComparison.Ordinal))
            {
                _logWriter = new EventStreamWriter(new(path));
            }
            else
            {
                _logFile = Open(path);
                _logWriter = new StreamWriter(_logFile);
            }

            _log = new(_logWriter, context.Time, showSecrets: false, isComplete: true);
        }
    }

    /// <summary>The display, or <c>null</c> for JSON output.</summary>
    public RunDisplay? Display { get; }

    public void Publish(EngineEvent engineEvent)
    {
        if (engineEvent is EngineEvent.Diagnostic diagnostic)
        {
            var message = CommandHints.Rename(diagnostic.Message, _context.ProgramName);
            engineEvent = diagnostic with { Message = message };
        }

        _displayGuard.Run(() =>
        {
            if (engineEvent.IsShown)
            {
                Display?.Publish(engineEvent);
                _board?.Apply(engineEvent);
                _planned?.Apply(engineEvent);
            }

            _stream?.Publish(engineEvent);
        });
        _logGuard.Run(() => _log?.Publish(engineEvent));
    }

    /// <summary>Shows a notice on the display, or on the error stream when the output is JSON.</summary>
    public void Notice(string text)
    {
        _displayGuard.Run(() =>
        {
            if (Display is not null)
            {
                Display.Notice(text);
            }
            else
            {
                _context.Terminal.Error.WriteLine(text);
            }
        });
    }

    /// <summary>Writes the end of the output.</summary>
    public async Task FinishAsync()
    {
        await _displayGuard.RunAsync(async () =>
        {
            if (Display is not null)
            {
                await Display.FinishAsync();
            }

            if (_board is not null && _planned is not null)
            {
                PreviewJson.Write(_context.Terminal.RawOut, _board, _planned);
            }
        });
        await CloseLogAsync();
        Warn(_displayGuard.Warning);
        Warn(_logGuard.Warning);
    }

    public async ValueTask DisposeAsync()
    {
        if (Display is not null)
        {
            await Display.DisposeAsync();
        }

        await CloseLogAsync();
    }

    // The run is over, so a lost log or listener is only a warning.
    private async Task CloseLogAsync()
    {
        if (_logWriter is null || _isLogClosed)
        {
            return;
        }

        _isLogClosed = true;
        try
        {
            await _logWriter.DisposeAsync();
            Warn(
                _logFile?.Failure is { } failure
                    ? $"The event log is incomplete: {failure.Message}"
                    : null
            );
        }
        catch (InfraException e)
        {
            Warn(e.Message);
        }
    }

    private void Warn(string? message)
    {
        if (message is not null)
        {
            _context.Terminal.Complain("warning", Tone.Warning, message);
        }
    }

    // The log begins anew with the update, so that it holds only what was done.
    private OutputStream Open(string path)
    {
        var file = Path.GetFullPath(path, _context.WorkingDirectory);
        try
        {
            return new(
                new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.ReadWrite)
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandException.Usage($"Could not write the event log '{file}': {e.Message}", e);
        }
    }
}
