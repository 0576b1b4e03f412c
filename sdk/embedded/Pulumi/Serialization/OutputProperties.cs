using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>Finds the properties of resources with <see cref="OutputAttribute"/>. They are looked up once for each type.</summary>
internal static class OutputProperties
{
    public const string Urn = "urn";
    public const string Id = "id";

    private const BindingFlags Declared =
        BindingFlags.Instance
        | BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.DeclaredOnly;

    private static readonly ConcurrentDictionary<Type, ImmutableArray<Entry>> OfTypes = new();

    /// <summary>Sets every output property to a pending output, and returns the sources of these outputs by name.</summary>
    /// <param name="withComponentOutputs">Whether the engine returns a component's outputs. A local component sets its own.</param>
    public static ImmutableDictionary<string, IOutputSource> Fill(
        Resource resource,
        bool withComponentOutputs
    )
    {
        var all = withComponentOutputs || resource is not ComponentResource;
        var sources = ImmutableDictionary.CreateBuilder<string, IOutputSource>(
            StringComparer.Ordinal
        );
        foreach (var entry in OfTypes.GetOrAdd(resource.GetType(), Find))
        {
            if (!all && entry.Name != Urn)
            {
                continue;
            }

            var (source, output) = entry.Create();
            entry.Set(resource, output);
            sources.Add(entry.Name, source);
        }

        return sources.ToImmutable();
    }

    /// <summary>Returns the output properties of classes outside this SDK, with their values.</summary>
    public static ImmutableArray<(string Name, object? Value)> ReadDeclared(Resource resource) =>
        [
            .. OfTypes
                .GetOrAdd(resource.GetType(), Find)
                .Where(entry => entry.IsUsers)
                .Select(entry => (entry.Name, entry.Property.GetValue(resource))),
        ];

    private static ImmutableArray<Entry> Find(Type type)
    {
        var entries = ImmutableArray.CreateBuilder<Entry>();
        var names = new HashSet<string>();
        for (var t = type; t is not null && t != typeof(object); t = t.BaseType)
        {
            foreach (var property in t.GetProperties(Declared))
            {
                if (
                    property.GetCustomAttribute<OutputAttribute>() is { } attribute
                    && names.Add(property.Name)
                )
                {
                    var name = string.IsNullOrWhiteSpace(attribute.Name)
                        ? property.Name
                        : attribute.Name;
                    entries.Add(new(name, property));
                }
            }
        }

        return entries.ToImmutable();
    }

    private sealed record Entry(string Name, PropertyInfo Property)
    {
        private readonly Type? _sourceType =
            Property.PropertyType.IsGenericType
            && Property.PropertyType.GetGenericTypeDefinition() == typeof(Output<>)
                ? typeof(OutputSource<>).MakeGenericType(
                    Property.PropertyType.GetGenericArguments()
                )
                : null;

        public bool IsUsers =>
            // Only members of modules have no declaring type.
            Property.DeclaringType!.Assembly != typeof(Resource).Assembly
            && Property.GetMethod is { IsPublic: true };

        public (IOutputSource Source, object Output) Create()
        {
            // Only a Nullable<T> is created as null.
            var source = Activator.CreateInstance(
                _sourceType ?? throw Misdeclared("must be of a type Output<T>")
            )!;
            var output = _sourceType.GetProperty(nameof(OutputSource<>.Output))!; // The class has this property.
            return ((IOutputSource)source, output.GetValue(source)!); // The property is never null.
        }

        public void Set(Resource resource, object output)
        {
            if (!Property.CanWrite)
            {
                throw Misdeclared("needs a setter, which may be private");
            }

            Property.SetValue(resource, output);
        }

        private InvalidOperationException Misdeclared(string what) =>
            new($"[Output] {Property.DeclaringType?.FullName}.{Property.Name} {what}.");
    }
}
