using System.Collections.Immutable;
using System.Reflection;
using Google.Protobuf.WellKnownTypes;
using Infra.Protocol.Values;

namespace Pulumi.Serialization;

/// <summary>Converts inputs for transforms, and back. Outputs stay in place, so that their marks and dependencies are kept.</summary>
internal static class TransformValues
{
    // The class has this method.
    private static readonly MethodInfo MakeOutputMethod = typeof(TransformValues).GetMethod(
        nameof(MakeOutput),
        BindingFlags.NonPublic | BindingFlags.Static
    )!;

    private static readonly EncodeOptions WithOutputs = EncodeOptions.FromProgram with
    {
        KeepOutputValues = true,
    };

    public static ImmutableDictionary<string, object?> Read(PropertyMap properties) =>
        properties.ToImmutableDictionary(p => p.Key, p => Read(p.Value));

    public static async Task<Struct> WriteAsync(
        string path,
        ImmutableDictionary<string, object?> inputs
    )
    {
        var properties = await NewSerializer()
            .OfInputsAsync(path, inputs.ToImmutableSortedDictionary(StringComparer.Ordinal))
            .ConfigureAwait(false);
        return PropertyEncoder.Encode(properties, WithOutputs);
    }

    public static async Task<Value> WriteAsync(string path, Input<object> input) =>
        PropertyEncoder.Encode(
            await NewSerializer().SerializeAsync(path, input).ConfigureAwait(false),
            WithOutputs
        );

    public static object? Read(PropertyValue value) =>
        value switch
        {
            PropertyValue.Secret secret => OutputOf(secret.Element, true, []),
            PropertyValue.Computed => OutputOf(null, false, []),
            PropertyValue.Output output => OutputOf(
                output.Element,
                output.IsSecret,
                [.. output.Dependencies.Select(urn => new DependencyResource(urn))]
            ),
            PropertyValue.Array a => a.Items.Select(Read).ToImmutableArray(),
            PropertyValue.Object o => Read(o.Properties),
            _ => ValueConverter.Peek(value).Value,
        };

    private static Serializer NewSerializer() => new(new(KeepResources: true, KeepOutputs: true));

    // The output has the type of its content, so that a program can cast it; without content it is an Output<object>.
    private static object OutputOf(
        PropertyValue? element,
        bool isSecret,
        ImmutableHashSet<Resource> resources
    )
    {
        var content = element is null or PropertyValue.Computed ? null : Read(element);
        var known = element is not null and not PropertyValue.Computed;
        // The method returns an output, never null.
        return MakeOutputMethod
            .MakeGenericMethod(content?.GetType() ?? typeof(object))
            .Invoke(null, [content, known, isSecret, resources])!;
    }

    private static Output<T> MakeOutput<T>(
        object? content,
        bool isKnown,
        bool isSecret,
        ImmutableHashSet<Resource> resources
    ) => new(new OutputState<T>((T)content!, isKnown, isSecret, resources)); // T is object where the content is null.
}
