using System.Collections.Immutable;
using System.Text.Json;

namespace Pulumi.Outputs;

/// <summary>The outputs one run of the JSON serializer has met, and what follows from them for the text.</summary>
internal sealed class MetOutputs
{
    private readonly ImmutableHashSet<Resource>.Builder _resources =
        ImmutableHashSet.CreateBuilder<Resource>();
    private bool _known = true;
    private bool _secret;

    /// <summary>Those that were not there yet; the text has holes in their places.</summary>
    public List<Task> Pending { get; } = [];

    public JsonSerializerOptions AddTo(JsonSerializerOptions? options)
    {
        var own = options is null ? new JsonSerializerOptions() : new(options);
        own.Converters.Insert(0, new OutputJsonConverterFactory(this));
        return own;
    }

    public void Meet<T>(OutputState<T> state)
    {
        _known &= state.IsKnown;
        _secret |= state.IsSecret;
        _resources.UnionWith(state.Resources);
    }

    public OutputState<string> Conclude(string json) =>
        new(_known ? json : "", _known, _secret, _resources.ToImmutable());
}
