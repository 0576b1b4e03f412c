using System.Collections.Immutable;
using System.Text.Json;
using Infra.Protocol.Values;

namespace Pulumi.Serialization;

/// <summary>Converts one property value from the engine to the value of an output.</summary>
/// <remarks>One unknown part makes the whole value unknown, and one secret part makes it secret. An instance converts one value.</remarks>
/// <param name="warn">Receives a warning when a part does not have the declared type; that part is then the type's default.</param>
internal sealed class ValueConverter(Action<string> warn)
{
    private readonly ImmutableHashSet<Resource>.Builder _resources =
        ImmutableHashSet.CreateBuilder<Resource>();
    private bool _known = true;
    private bool _secret;

    /// <param name="path">The path of the value, for warnings.</param>
    /// <param name="type">The declared type of the output.</param>
    /// <param name="warn">Receives a warning when a part does not have the declared type.</param>
    public static OutputState<object?> Convert(
        string path,
        PropertyValue value,
        Type type,
        Action<string> warn
    )
    {
        var converter = new ValueConverter(warn);
        var result = converter.Convert(path, value, type);
        return new(
            converter._known ? result : null,
            converter._known,
            converter._secret,
            converter._resources.ToImmutable()
        );
    }

    /// <summary>Returns the content of a value, with null for unknown parts, and whether any part is secret.</summary>
    public static (object? Value, bool IsSecret) Peek(PropertyValue value)
    {
        var converter = new ValueConverter(_ => { });
        return (converter.Untyped(value), converter._secret);
    }

    private object? Convert(string path, PropertyValue value, Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        var result = Unwrap(value) switch
        {
            PropertyValue.Null => null,
            var content when type == typeof(object) => Untyped(content),
            var content when type == typeof(JsonElement) => JsonValues.Write(content),
            PropertyValue.Bool b => Scalar(b.Value, type),
            PropertyValue.Number n => Number(n.Value, type),
            PropertyValue.String s => Scalar(s.Value, type),
            PropertyValue.Array a => List(path, a, type),
            PropertyValue.Object o => Structure(path, o.Properties, type),
            var content => Untyped(content),
        };
        if (result is UnionCase union)
        {
            return OfUnion(path, value, union);
        }

        if (result is not null && !type.IsInstanceOfType(result))
        {
            warn(
                $"{path} is {Describe(result)}, but the program expects {declared.Name}, so it stays empty."
            );
            result = null;
        }

        return result ?? Default(type == declared ? type : declared);
    }

    private PropertyValue Unwrap(PropertyValue value)
    {
        while (true)
        {
            switch (value)
            {
                case PropertyValue.Secret secret:
                    _secret = true;
                    value = secret.Element;
                    break;
                case PropertyValue.Output output:
                    _secret |= output.IsSecret;
                    _resources.UnionWith(
                        output.Dependencies.Select(urn => new DependencyResource(urn))
                    );
                    value = output.Element ?? PropertyValue.Computed.Instance;
                    break;
                case PropertyValue.Computed:
                    _known = false;
                    return PropertyValue.Null.Instance;
                default:
                    return value;
            }
        }
    }

    private static object Scalar(object value, Type type)
    {
        if (UnionCase.Of(type) is { } union)
        {
            return union;
        }

        return (EnumTypes.Is(type) ? EnumTypes.Wrap(type, value) : null) ?? value;
    }

    private static object Number(double value, Type type) =>
        type == typeof(int) ? (int)value
        : type.IsEnum ? Enum.ToObject(type, (int)value)
        : Scalar(value, type);

    private object List(string path, PropertyValue.Array array, Type type)
    {
        if (UnionCase.Of(type) is { } union)
        {
            return union;
        }

        if (!Collections.IsList(type, out var itemType))
        {
            return Untyped(array)!; // A list never converts to null.
        }

        var items = array.Items.Select((item, i) => Convert($"{path}[{i}]", item, itemType));
        return Collections.MakeList(itemType, items);
    }

    private object? Structure(string path, PropertyMap properties, Type type)
    {
        if (UnionCase.Of(type) is { } union)
        {
            return union;
        }

        if (Collections.IsMap(type, out var valueType))
        {
            var entries = Visible(properties)
                .Select(p =>
                    KeyValuePair.Create(p.Key, Convert($"{path}.{p.Key}", p.Value, valueType))
                );
            return Collections.MakeMap(valueType, entries);
        }

        var concrete = DiscriminatedCases.Choose(type, properties) ?? type;
        if (!OutputTypes.Is(concrete))
        {
            return Untyped(properties);
        }

        var constructor = OutputTypes.Constructor(concrete);
        var arguments = constructor
            .GetParameters()
            .Select(parameter =>
            {
                var name = OutputTypes.NameOf(parameter);
                var value = properties.Get(name) ?? PropertyValue.Null.Instance;
                return Convert($"{path}.{name}", value, parameter.ParameterType);
            });
        return constructor.Invoke([.. arguments]);
    }

    private object? OfUnion(string path, PropertyValue value, UnionCase union)
    {
        var content = Unwrap(value);
        var side = !union.Fits(0, content) && union.Fits(1, content) ? 1 : 0;
        return union.Make(side, Convert(path, content, union.TypeOf(side)));
    }

    private object? Untyped(PropertyValue value) =>
        Unwrap(value) switch
        {
            PropertyValue.Bool b => b.Value,
            PropertyValue.Number n => n.Value,
            PropertyValue.String s => s.Value,
            PropertyValue.Array a => a.Items.Select(Untyped).ToImmutableArray(),
            PropertyValue.Object o => Visible(o.Properties)
                .ToImmutableDictionary(p => p.Key, p => Untyped(p.Value)),
            PropertyValue.Asset a => AssetValues.Read(a),
            PropertyValue.Archive a => AssetValues.Read(a),
            PropertyValue.ResourceReference r => ResourceReferences.Resolve(r),
            _ => null,
        };

    // Names that begin with two underscores belong to the engine.
    private static IEnumerable<KeyValuePair<string, PropertyValue>> Visible(
        PropertyMap properties
    ) => properties.Where(p => !p.Key.StartsWith("__", StringComparison.Ordinal));

    private static object? Default(Type type) =>
        type.IsValueType && Nullable.GetUnderlyingType(type) is null
            ? Activator.CreateInstance(type)
            : null;

    private static string Describe(object value) =>
        value switch
        {
            bool => "true or false",
            double => "a number",
            string => "a string",
            ImmutableArray<object?> => "a list",
            ImmutableDictionary<string, object?> => "an object",
            _ => $"a {value.GetType().Name}",
        };
}
