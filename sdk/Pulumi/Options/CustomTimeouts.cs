using Infra.Protocol.Values;
using Wire = Pulumirpc.RegisterResourceRequest.Types.CustomTimeouts;

namespace Pulumi;

/// <summary>How long a provider may take; its own defaults where <c>null</c>.</summary>
public sealed class CustomTimeouts
{
    /// <summary>To create the resource.</summary>
    public TimeSpan? Create { get; set; }

    /// <summary>To update the resource.</summary>
    public TimeSpan? Update { get; set; }

    /// <summary>To delete the resource.</summary>
    public TimeSpan? Delete { get; set; }

    internal Wire ToWire() =>
        new()
        {
            Create = Text(Create),
            Update = Text(Update),
            Delete = Text(Delete),
        };

    internal static CustomTimeouts? FromWire(Wire? wire) =>
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

    // A Go duration; nanoseconds say any TimeSpan exactly.
    private static string Text(TimeSpan? time) =>
        time is { } t ? $"{(Int128)t.Ticks * TimeSpan.NanosecondsPerTick}ns" : "";
}
