using Google.Protobuf;

namespace Infra.Engine.Plugins;

/// <summary>
/// Lets calls with large messages go one after the other, because each holds several copies of its message, here and in the plugin.
/// </summary>
/// <remarks>Only for calls that answer soon: an operation may take an hour.</remarks>
internal static class LargeMessages
{
    private const int Large = 1024 * 1024;
    private static readonly SemaphoreSlim Turn = new(1);

    public static async Task<T> InTurnAsync<T>(
        IMessage request,
        bool isSoon,
        Func<Task<T>> call,
        CancellationToken cancellationToken
    )
    {
        if (!isSoon || request.CalculateSize() < Large)
        {
            return await call();
        }

        await Turn.WaitAsync(cancellationToken);
        try
        {
            return await call();
        }
        finally
        {
            Turn.Release();
        }
    }
}
