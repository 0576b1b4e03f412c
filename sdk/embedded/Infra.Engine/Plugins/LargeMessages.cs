using Google.Protobuf;

namespace Infra.Engine.Plugins;

/// <summary>
/// Lets calls with large messages go one after the other, because each holds several copies of its message, here and in the plugin.
/// </summary>
/// <remarks>Only for calls that answer soon: an operation may take an hour.</remarks>
internal static class LargeMessages
{
    private const int Large = 1024 * 1024;

    /// <summary>How large a part of the memory in use may pass in messages before the next collection.</summary>
    private const int Share = 64;
    private static readonly SemaphoreSlim Turn = new(1);
    private static long _passed;

    public static async Task<T> InTurnAsync<T>(
        IMessage request,
        bool isSoon,
        Func<Task<T>> call,
        CancellationToken cancellationToken
    )
    {
        if (!isSoon || request.CalculateSize() is var size && size < Large)
        {
            return await call();
        }

        await Turn.WaitAsync(cancellationToken);
        try
        {
            Collect(size);
            return await call();
        }
        finally
        {
            Turn.Release();
        }
    }

    // Left alone, the collector lets several times the kept texts pile up in copies of them before it looks at large objects.
    private static void Collect(int size)
    {
        _passed += size;
        if (_passed >= Math.Max(16 * Large, GC.GetTotalMemory(forceFullCollection: false) / Share))
        {
            _passed = 0;
            GC.Collect();
        }
    }
}
