using Infra.Protocol.Values;
using Wire = Pulumirpc.RegisterResourceRequest.Types.CustomTimeouts;

namespace Pulumi;

/// <summary>The time limits of a provider's operations. Default: the provider's own.</summary>
public sealed class CustomTimeouts
{
    /// <summary>The limit for creating the resource.</summary>
    public TimeSpan? Create { get; set; }

    /// <summary>The limit for updating the resource.</summary>
    public TimeSpan? Update { get; set; }

    /// <summary>The limit for deleting the resource.</summary>
    public TimeSpan? Delete { get; set; }

    internal Wire ToMessage() =>
        new()
        {
            Create = Text(Create),
            Update = Text(Update),
            Delete = Text(Delete),
        };

    internal static CustomTimeouts? FromMessage(Wire? wire) =>
        wire is null
            ? null
            : new()
            {
                Create = Time(wire.Create),
                Update = Time(wire.Update),
                Delete = Time(wire.Delete),
            };

    private static TimeSpan? Time(string text) =>
        text.Length > 0 ? TimeSpan.FromSeconds(GoDuration.Seconds(text)) : null;

    // The engine expects a Go duration, and nanoseconds represent every TimeSpan exactly.
    private static string Text(TimeSpan? time) =>
        time is { } t ? $"{(Int128)t.Ticks * TimeSpan.NanosecondsPerTick}ns" : "";
}
