using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>Converts structs with <see cref="EnumTypeAttribute"/>, which are enumerations of strings or numbers.</summary>
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

    /// <summary>Creates the enumeration's value from a string or number, or returns <c>null</c> if it takes no such value.</summary>
    public static object? Wrap(Type type, object content) =>
        type.GetConstructor(Any, [content.GetType()])?.Invoke([content]);
}
