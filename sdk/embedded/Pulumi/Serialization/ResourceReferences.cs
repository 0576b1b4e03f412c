using System.Reflection;
using Infra.Protocol.Values;

namespace Pulumi.Serialization;

/// <summary>Creates resources from references, of the program's class for the type if there is one.</summary>
internal static class ResourceReferences
{
    public static Resource Resolve(PropertyValue.ResourceReference reference)
    {
        var token = Infra.Protocol.Naming.Urn.TryParse(reference.Urn)?.Type;
        var constructor = token is null ? null : FindConstructor(token);
        if (constructor is null)
        {
            return new DependencyResource(reference.Urn);
        }

        var parameters = constructor.GetParameters();
        ResourceOptions options =
            parameters[^1].ParameterType == typeof(CustomResourceOptions)
                ? new CustomResourceOptions { Urn = reference.Urn }
                : new ComponentResourceOptions { Urn = reference.Urn };
        var name = Infra.Protocol.Naming.Urn.Parse(reference.Urn).Name;
        return (Resource)
            constructor.Invoke([
                name,
                .. Enumerable.Repeat<object?>(null, parameters.Length - 2),
                options,
            ]);
    }

    // References are rare, so the assemblies are scanned when the first one arrives, not when the program starts.
    private static ConstructorInfo? FindConstructor(string token) =>
        AppDomain
            .CurrentDomain.GetAssemblies()
            .Where(RefersToThisSdk)
            .SelectMany(LoadableTypes)
            .Where(type =>
                type.IsSubclassOf(typeof(Resource))
                && type.GetCustomAttribute<ResourceTypeAttribute>()?.Type == token
            )
            .SelectMany(type => type.GetConstructors())
            .FirstOrDefault(IsUsable);

    private static bool IsUsable(ConstructorInfo constructor) =>
        constructor.GetParameters()
            is [{ ParameterType: var first }, .., { ParameterType: var last }]
        && first == typeof(string)
        && last.IsSubclassOf(typeof(ResourceOptions));

    private static bool RefersToThisSdk(Assembly assembly) =>
        !assembly.IsDynamic
        && assembly
            .GetReferencedAssemblies()
            .Any(name => name.Name == typeof(Resource).Assembly.GetName().Name);

    private static IEnumerable<Type> LoadableTypes(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            // Types that need missing assemblies are null here, and the others are usable.
            return e.Types.OfType<Type>();
        }
    }
}
