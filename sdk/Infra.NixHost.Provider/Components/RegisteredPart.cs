using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.NixHost.Provider.Components;

/// <summary>A registered resource and its outputs.</summary>
/// <param name="answer">The engine's answer.</param>
/// <param name="isPreview">Whether the engine omits what it cannot know yet.</param>
internal sealed class RegisteredPart(RegisterResourceResponse answer, bool isPreview)
{
    private readonly PropertyMap _outputs = PropertyDecoder.Decode(answer.Object);

    /// <summary>An output with the resources it depends on; unknown when the resource has none and may still get it.</summary>
    public PropertyValue this[string name]
    {
        get
        {
            var missing =
                isPreview || answer.Unknown || answer.Result != Result.Success
                    ? PropertyValue.Computed.Instance
                    : (PropertyValue)PropertyValue.Null.Instance;
            var from = answer.PropertyDependencies.TryGetValue(name, out var named)
                ? named.Urns.Append(answer.Urn)
                : [answer.Urn];
            return Flow.Mark(_outputs.Get(name) ?? missing, isSecret: false, from);
        }
    }
}
