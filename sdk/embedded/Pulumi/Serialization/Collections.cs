using System.Collections.Immutable;

namespace Pulumi.Serialization;

/// <summary>Creates immutable lists and maps whose types are known only at run time.</summary>
internal static class Collections
{
    public static bool IsList(Type type, out Type itemType) =>
        Is(type, typeof(ImmutableArray<>), 0, out itemType);

    public static bool IsMap(Type type, out Type valueType) =>
        Is(type, typeof(ImmutableDictionary<,>), 1, out valueType);

    public static object MakeList(Type itemType, IEnumerable<object?> items) =>
        // Only a Nullable<T> is created as null.
        (
            (IListMaker)Activator.CreateInstance(typeof(ListMaker<>).MakeGenericType(itemType))!
        ).Make(items);

    public static object MakeMap(
        Type valueType,
        IEnumerable<KeyValuePair<string, object?>> entries
    ) =>
        // Only a Nullable<T> is created as null.
        ((IMapMaker)Activator.CreateInstance(typeof(MapMaker<>).MakeGenericType(valueType))!).Make(
            entries
        );

    private static bool Is(Type type, Type definition, int argument, out Type argumentType)
    {
        var matches = type.IsGenericType && type.GetGenericTypeDefinition() == definition;
        argumentType = matches ? type.GetGenericArguments()[argument] : typeof(object);
        return matches;
    }

    private interface IListMaker
    {
        object Make(IEnumerable<object?> items);
    }

    private interface IMapMaker
    {
        object Make(IEnumerable<KeyValuePair<string, object?>> entries);
    }

    private sealed class ListMaker<T> : IListMaker
    {
        public object Make(IEnumerable<object?> items) =>
            // Null items are of a T that allows null, because the converter fills in defaults.
            items.Select(item => (T)item!).ToImmutableArray();
    }

    private sealed class MapMaker<T> : IMapMaker
    {
        public object Make(IEnumerable<KeyValuePair<string, object?>> entries) =>
            // Null values are of a T that allows null, because the converter fills in defaults.
            entries.ToImmutableDictionary(entry => entry.Key, entry => (T)entry.Value!);
    }
}
