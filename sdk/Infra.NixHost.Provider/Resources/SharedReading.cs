namespace Infra.NixHost.Provider.Resources;

/// <summary>A fact of the host that is read once and shared by all resources of a program.</summary>
/// <param name="read">Reads the fact.</param>
internal sealed class SharedReading<T>(Func<CancellationToken, Task<T>> read)
{
    private readonly Lock _gate = new();
    private Task<T>? _reading;

    /// <summary>Returns the fact; a failed reading is repeated by the next caller.</summary>
    public async Task<T> ReadAsync(CancellationToken cancellationToken)
    {
        Task<T> reading;
        lock (_gate)
        {
            // The caller's token must not cancel a reading for which others wait.
            reading = _reading is { IsFaulted: false, IsCanceled: false }
                ? _reading
                : _reading = read(CancellationToken.None);
        }

        return await reading.WaitAsync(cancellationToken);
    }
}
