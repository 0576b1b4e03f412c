using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>The properties of resources that carry <see cref="OutputAttribute"/>. Facts of types are looked up once per type.</summary>
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

    /// <summary>Gives every output property an output, and their sources by name.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="withComponentOutputs">Off: a component sets its own outputs, the engine has only its URN.</param>
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

    /// <summary>The public output properties of classes outside of this SDK, and their values.</summary>
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
        var names = new HashSet<string>(StringComparer.Ordinal);
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
            Property.DeclaringType!.Assembly != typeof(Resource).Assembly
            && Property.GetMethod is { IsPublic: true };

        public (IOutputSource Source, object Output) Create()
        {
            var source = Activator.CreateInstance(
                _sourceType ?? throw Misdeclared("must be of a type Output<T>")
            )!;
            return (
                (IOutputSource)source,
                _sourceType.GetProperty(nameof(OutputSource<>.Output))!.GetValue(source)!
            );
        }

        public void Set(Resource resource, object output)
        {
            if (!Property.CanWrite)
            {
                throw Misdeclared("needs a setter, private will do");
            }

            Property.SetValue(resource, output);
        }

        private InvalidOperationException Misdeclared(string what) =>
            new($"[Output] {Property.DeclaringType?.FullName}.{Property.Name} {what}.");
    }
}
