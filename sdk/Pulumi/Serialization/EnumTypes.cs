using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>Structs with <see cref="EnumTypeAttribute"/>: enumerations of texts or numbers.</summary>
internal static class EnumTypes
{
    private const BindingFlags Any =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static bool Is(Type type) =>
        type.IsValueType && type.IsDefined(typeof(EnumTypeAttribute), inherit: false);

    public static bool TryUnwrap(object value, [NotNullWhen(true)] out object? content)
    {
        var type = value.GetType();
        content = Is(type)
            ? type.GetMethod("op_Explicit", BindingFlags.Public | BindingFlags.Static, [type])
                ?.Invoke(null, [value])
            : null;
        return content is not null;
    }

    public static bool Takes(Type type, Type content) =>
        type.GetConstructor(Any, [content]) is not null;

    /// <summary>The enumeration's value of a text or number; <c>null</c> if it takes none of that kind.</summary>
    public static object? Wrap(Type type, object content) =>
        type.GetConstructor(Any, [content.GetType()])?.Invoke([content]);
}
