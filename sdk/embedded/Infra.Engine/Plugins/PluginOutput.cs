namespace Infra.Engine.Plugins;

/// <summary>Collects a plugin's output: the first line is its port, and the last lines are kept.</summary>
internal sealed class PluginOutput
{
    private const int Kept = 20;

    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = new();
    private readonly TaskCompletionSource<string> _first = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    /// <summary>The first line of the standard output.</summary>
    public Task<string> FirstLine => _first.Task;

    /// <summary>Whether the plugin has written nothing but its port.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _lines.Count == 0;
            }
        }
    }

    /// <summary>The last lines of both outputs.</summary>
    public string Text
    {
        get
        {
            lock (_gate)
            {
                return _lines.Count == 0 ? "(nothing)" : string.Join('\n', _lines);
            }
        }
    }

    public void TakeOutput(string line)
    {
        if (!_first.TrySetResult(line))
        {
            TakeError(line);
        }
    }

    public void TakeError(string line)
    {
        lock (_gate)
        {
            _lines.Enqueue(line);
            if (_lines.Count > Kept)
            {
                _lines.Dequeue();
            }
        }
    }
}
