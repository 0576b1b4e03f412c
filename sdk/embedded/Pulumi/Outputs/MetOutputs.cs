using System.Collections.Immutable;
using System.Text.Json;

namespace Pulumi.Outputs;

/// <summary>Collects the outputs that one run of the JSON serializer finds, and the marks that the text takes from them.</summary>
internal sealed class MetOutputs
{
    private readonly ImmutableHashSet<Resource>.Builder _resources =
        ImmutableHashSet.CreateBuilder<Resource>();
    private bool _known = true;
    private bool _secret;

    /// <summary>The outputs that were not known yet and are missing in the text.</summary>
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
