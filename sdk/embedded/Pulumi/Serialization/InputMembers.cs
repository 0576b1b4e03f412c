using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>Finds the inputs of args. Members of a type never change, so they are looked up once for each type.</summary>
internal static class InputMembers
{
    private const BindingFlags Declared =
        BindingFlags.Instance
        | BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.DeclaredOnly;

    private static readonly ConcurrentDictionary<Type, ImmutableArray<Member>> OfTypes = new();

    /// <summary>Returns the inputs by name. A required input that is missing is an error.</summary>
    public static ImmutableSortedDictionary<string, object?> Read(InputArgs args)
    {
        var inputs = ImmutableSortedDictionary.CreateBuilder<string, object?>(
            StringComparer.Ordinal
        );
        foreach (var member in OfTypes.GetOrAdd(args.GetType(), Find))
        {
            // The most derived class comes first, so a member that it overrides is read once.
            var value = member.Read(args);
            if (value is null && member.Attribute.IsRequired)
            {
                throw new RunException(
                    $"{args.GetType().FullName} requires a value for '{member.Attribute.Name}'. Set its {member.Name} in the program."
                );
            }

            if (!inputs.ContainsKey(member.Attribute.Name))
            {
                inputs.Add(
                    member.Attribute.Name,
                    member.Attribute.IsJson && value is not null ? new JsonInput(value) : value
                );
            }
        }

        return inputs.ToImmutable();
    }

    private static ImmutableArray<Member> Find(Type type)
    {
        var members = ImmutableArray.CreateBuilder<Member>();
        for (var t = type; t is not null && t != typeof(InputArgs); t = t.BaseType)
        {
            foreach (var field in t.GetFields(Declared))
            {
                if (field.GetCustomAttribute<InputAttribute>() is { } attribute)
                {
                    members.Add(new(attribute, field.Name, field.GetValue));
                }
            }

            foreach (var property in t.GetProperties(Declared))
            {
                if (property.GetCustomAttribute<InputAttribute>() is { } attribute)
                {
                    members.Add(new(attribute, property.Name, property.GetValue));
                }
            }
        }

        return members.ToImmutable();
    }

    private sealed record Member(InputAttribute Attribute, string Name, Func<object, object?> Read);
}
