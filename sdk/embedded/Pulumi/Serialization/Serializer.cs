using System.Collections;
using System.Collections.Immutable;
using System.Text.Json;
using Google.Protobuf;
using Infra.Protocol.Values;

namespace Pulumi.Serialization;

/// <summary>Converts inputs to property values, and collects the resources that they come from.</summary>
/// <param name="mode">The kinds of values that the receiver accepts.</param>
internal sealed class Serializer(SerializationMode mode)
{
    /// <summary>The resources that the outputs found so far come from.</summary>
    public HashSet<Resource> Dependencies { get; } = [];

    /// <summary>The resources found so far that are values themselves.</summary>
    public HashSet<Resource> References { get; } = [];

    /// <param name="path">The path of the value, for messages.</param>
    /// <param name="value">The value to serialize.</param>
    public async Task<PropertyValue> SerializeAsync(string path, object? value) =>
        value switch
        {
            null => PropertyValue.Null.Instance,
            bool b => b,
            int i => (double)i,
            double d => d,
            string s => s,
            IInput input => await OfOutputAsync(path, input.Contents).ConfigureAwait(false),
            IOutput output => await OfOutputAsync(path, output).ConfigureAwait(false),
            Resource resource => await OfResourceAsync(resource).ConfigureAwait(false),
            InputArgs args => await OfInputsAsync(path, args.ToInputs()).ConfigureAwait(false),
            AssetOrArchive asset => await OfAssetAsync(path, asset).ConfigureAwait(false),
            JsonInput json => await OfJsonTextAsync(path, json).ConfigureAwait(false),
            IUnion union => await SerializeAsync(path, union.Content).ConfigureAwait(false),
            PropertyValue ready => ready,
            JsonElement json => JsonValues.Read(json),
            JsonDocument json => JsonValues.Read(json.RootElement),
            IDictionary map => await OfMapAsync(path, map).ConfigureAwait(false),
            IList list => await OfListAsync(path, list).ConfigureAwait(false),
            _ => await OfDeclaredTypeAsync(path, value).ConfigureAwait(false),
        };

    public async Task<PropertyMap> OfInputsAsync(
        string path,
        IEnumerable<KeyValuePair<string, object?>> inputs
    )
    {
        var properties = new List<KeyValuePair<string, PropertyValue>>();
        foreach (var (name, value) in inputs)
        {
            if (
                await SerializeAsync($"{path}.{name}", value).ConfigureAwait(false)
                is not PropertyValue.Null
                    and var property
            )
            {
                properties.Add(KeyValuePair.Create(name, property));
            }
        }

        return PropertyMap.Create(properties);
    }

    private async Task<PropertyValue> OfOutputAsync(string path, IOutput output)
    {
        var state = await output.GetStateAsync().ConfigureAwait(false);
        Dependencies.UnionWith(state.Resources);
        var element = state.IsKnown
            ? await SerializeAsync(path, state.Value).ConfigureAwait(false)
            : null;
        if (!mode.KeepOutputs)
        {
            element ??= PropertyValue.Computed.Instance;
            return state.IsSecret ? new PropertyValue.Secret(element) : element;
        }

        if (element is not null && state.Resources.IsEmpty)
        {
            return state.IsSecret ? new PropertyValue.Secret(element) : element;
        }

        var urns = await DependencyGraph.UrnsAsync(state.Resources).ConfigureAwait(false);
        return new PropertyValue.Output(element, state.IsSecret, [.. urns]);
    }

    private async Task<PropertyValue> OfResourceAsync(Resource resource)
    {
        References.Add(resource);
        var urn = (await resource.Urn.State.ConfigureAwait(false)).Value;
        if (resource is not CustomResource custom || custom.Id is null)
        {
            return mode.KeepResources ? new PropertyValue.ResourceReference(urn, null, "") : urn;
        }

        var state = await custom.Id.State.ConfigureAwait(false);
        PropertyValue id = state.IsKnown ? state.Value : PropertyValue.Computed.Instance;
        return mode.KeepResources ? new PropertyValue.ResourceReference(urn, id, "") : id;
    }

    private static async Task<PropertyValue> OfAssetAsync(string path, AssetOrArchive asset)
    {
        var entries = new List<KeyValuePair<string, PropertyValue>>();
        foreach (var (name, entry) in asset.Entries)
        {
            entries.Add(
                KeyValuePair.Create(
                    name,
                    await OfAssetAsync($"{path}[\"{name}\"]", entry).ConfigureAwait(false)
                )
            );
        }

        return asset.ToPropertyValue(PropertyMap.Create(entries));
    }

    private async Task<PropertyValue> OfJsonTextAsync(string path, JsonInput json)
    {
        // The text has the spacing of the real SDK, so that a state written by either is unchanged for the other.
        var value = await SerializeAsync(path, json.Value).ConfigureAwait(false);
        var secret = value.ContainsSecrets;
        PropertyValue text = value.ContainsUnknowns
            ? PropertyValue.Computed.Instance
            : JsonFormatter.Default.Format(
                PropertyEncoder.Encode(value.Unwrap(), EncodeOptions.FromProgram)
            );
        return secret ? new PropertyValue.Secret(text) : text;
    }

    private async Task<PropertyValue> OfMapAsync(string path, IDictionary map)
    {
        var entries = new List<KeyValuePair<string, object?>>();
        foreach (DictionaryEntry entry in map)
        {
            entries.Add(
                KeyValuePair.Create(
                    entry.Key as string
                        ?? throw Unsupported(
                            path,
                            $"a map with keys of type {entry.Key.GetType().Name}, not string"
                        ),
                    entry.Value
                )
            );
        }

        return await OfInputsAsync(path, entries).ConfigureAwait(false);
    }

    private async Task<PropertyValue> OfListAsync(string path, IList list)
    {
        // A default ImmutableArray throws when it is enumerated.
        if (IsDefaultArray(list))
        {
            return PropertyValue.Null.Instance;
        }

        var items = ImmutableArray.CreateBuilder<PropertyValue>(list.Count);
        for (var i = 0; i < list.Count; i++)
        {
            items.Add(await SerializeAsync($"{path}[{i}]", list[i]).ConfigureAwait(false));
        }

        return new PropertyValue.Array(items.ToImmutable());
    }

    private async Task<PropertyValue> OfDeclaredTypeAsync(string path, object value)
    {
        var type = value.GetType();
        if (type.IsEnum && Enum.GetUnderlyingType(type) == typeof(int))
        {
            return (double)(int)value;
        }

        if (EnumTypes.TryUnwrap(value, out var content))
        {
            return await SerializeAsync(path, content).ConfigureAwait(false);
        }

        if (OutputTypes.TryReadFields(value, out var fields))
        {
            return await OfInputsAsync(path, fields).ConfigureAwait(false);
        }

        throw Unsupported(path, $"a {type.FullName}");
    }

    /// <summary>Whether a list is an <c>ImmutableArray</c> that was never given a value.</summary>
    public static bool IsDefaultArray(IList list) =>
        list.GetType() is { IsValueType: true } type && list.Equals(Activator.CreateInstance(type));

    /// <summary>The failure of a value that cannot be an input.</summary>
    public static RunException Unsupported(string path, string what) =>
        new(
            $"{path} is {what}, which cannot be an input or output. Use bool, int, double, string, lists, maps with string keys, assets, resources, args classes, or inputs and outputs of these."
        );
}
