using Infra.Protocol.Values;

namespace Pulumi.Serialization;

/// <summary>Chooses the type of a value in a <see cref="Union{T0, T1}"/>.</summary>
internal sealed record UnionCase(Type Type)
{
    public static UnionCase? Of(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Union<,>)
            ? new(type)
            : null;

    public Type TypeOf(int side) => Type.GetGenericArguments()[side];

    public object Make(int side, object? content) =>
        // Both methods exist, and both return a union.
        Type.GetMethod(side == 0 ? nameof(Union<,>.FromT0) : nameof(Union<,>.FromT1))!
            .Invoke(null, [content])!;

    /// <summary>Returns whether the kind of the value fits the type.</summary>
    public bool Fits(int side, PropertyValue value)
    {
        var type = TypeOf(side);
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(object)
            || value switch
            {
                PropertyValue.Bool => type == typeof(bool),
                PropertyValue.Number => type == typeof(double)
                    || type == typeof(int)
                    || type.IsEnum
                    || Takes(type, typeof(double)),
                PropertyValue.String => type == typeof(string) || Takes(type, typeof(string)),
                PropertyValue.Array => Collections.IsList(type, out _),
                PropertyValue.Object => Collections.IsMap(type, out _)
                    || OutputTypes.Is(type)
                    || type.IsInterface,
                PropertyValue.Asset => typeof(AssetOrArchive).IsAssignableFrom(type),
                PropertyValue.Archive => typeof(AssetOrArchive).IsAssignableFrom(type),
                PropertyValue.ResourceReference => typeof(Resource).IsAssignableFrom(type),
                _ => false,
            };
    }

    private static bool Takes(Type type, Type content) =>
        EnumTypes.Is(type) && EnumTypes.Takes(type, content);
}
