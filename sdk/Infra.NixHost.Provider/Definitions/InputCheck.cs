using System.Collections.Immutable;
using Infra.NixHost.Provider.Rules;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Definitions;

/// <summary>Checks inputs against their definitions: names, types, required ones, misplaced secrets; fills in defaults.</summary>
internal sealed class InputCheck(CheckFailures failures)
{
    /// <summary>Returns the inputs with defaults and adds what is wrong to the failures.</summary>
    public PropertyMap Check(ImmutableArray<PropertyDefinition> definitions, PropertyMap inputs) =>
        Check(definitions, inputs, "");

    private PropertyMap Check(
        ImmutableArray<PropertyDefinition> definitions,
        PropertyMap inputs,
        string path
    )
    {
        foreach (
            var name in inputs.Keys.Where(n => !IsInternal(n) && definitions.All(d => d.Name != n))
        )
        {
            var near = NearestName.Find(name, definitions.Select(d => d.Name));
            failures.Add(
                PropertyPath.Join(path, name),
                near is null
                    ? $"there is no property '{name}' here; there are: {string.Join(", ", definitions.Select(d => d.Name))}"
                    : $"there is no property '{name}' here; did you mean '{near}'?"
            );
        }

        var result = PropertyMap.Empty;
        foreach (var definition in definitions)
        {
            if (
                CheckOne(
                    definition,
                    inputs.Get(definition.Name),
                    PropertyPath.Join(path, definition.Name)
                ) is
                { } value
            )
            {
                result = result.With(definition.Name, value);
            }
        }

        return result;
    }

    private static bool IsInternal(string name) =>
        name.StartsWith(ResourceDefinition.InternalPrefix, StringComparison.Ordinal);

    private PropertyValue? CheckOne(
        PropertyDefinition definition,
        PropertyValue? value,
        string path
    )
    {
        if (PropertyContent.Of(value) is not { } plain)
        {
            if (definition.IsRequired)
            {
                failures.Add(path, RequiredInputs.Missing(definition.Summary));
            }

            return definition.Default;
        }

        if (definition.SecretLeaksInto is { } place && PropertyContent.HasSecret(value))
        {
            failures.Add(
                path,
                $"is a secret, and would be readable in {place}; give a value that is not secret"
            );
        }

        return Rewrap(value ?? plain, CheckType(definition.Type, plain, path));
    }

    /// <summary>Wraps the checked value as a secret again if the original was one.</summary>
    private static PropertyValue Rewrap(PropertyValue original, PropertyValue plain) =>
        PropertyContent.HasSecret(original)
        && original is PropertyValue.Secret or PropertyValue.Output { IsSecret: true }
            ? new PropertyValue.Secret(plain)
            : plain;

    private PropertyValue CheckType(
        PropertyType type,
        PropertyValue value,
        string path,
        bool isContent = false
    )
    {
        switch (type, value)
        {
            case (_, PropertyValue.Computed):
                return value;
            case (PropertyType.List list, PropertyValue.Array array):
                return PropertyValue.List(
                    array.Items.Select(
                        (item, i) => CheckItem(list.Element, item, PropertyPath.Join(path, i))
                    )
                );
            case (PropertyType.Map map, PropertyValue.Object item):
                return item.Properties.Select(
                    (name, v) =>
                        CheckItem(map.Element, v, PropertyPath.Join(path, name), isContent: true)
                );
            case (PropertyType.Structure structure, PropertyValue.Object item):
                return Check(structure.Definition.Properties, item.Properties, path);
            default:
                if (Unusable(value, isContent) is { } why)
                {
                    failures.Add(path, why);
                }
                else if (Mismatch(type, value) is { } reason)
                {
                    failures.Add(path, $"{Describe(value)} {reason}");
                }

                return value;
        }
    }

    /// <summary>The contents of files may have any character but NUL; everything else is part of a path, a name, an argument or a definition.</summary>
    private static string? Unusable(PropertyValue value, bool isContent) =>
        value switch
        {
            PropertyValue.String text when text.Value.Contains('\0') =>
                "has a NUL character, which no path, name or argument can have; remove it",
            PropertyValue.String text
                when !isContent && ForbiddenCharacter.In(text.Value) is { } character =>
                $"has the character {character}, which no definition of libvirt can have; remove it",
            _ => null,
        };

    private PropertyValue CheckItem(
        PropertyType type,
        PropertyValue value,
        string path,
        bool isContent = false
    )
    {
        if (PropertyContent.Of(value) is { } plain)
        {
            return Rewrap(value, CheckType(type, plain, path, isContent));
        }

        failures.Add(path, "has no value; give one or leave the item out");
        return PropertyValue.Null.Instance;
    }

    private static string? Mismatch(PropertyType type, PropertyValue value) =>
        (type, value) switch
        {
            (PropertyType.Text or PropertyType.Words, PropertyValue.String) => null,
            (PropertyType.Text or PropertyType.Words, _) => "is not a text; give a text",
            (PropertyType.Flag, PropertyValue.Bool) => null,
            (PropertyType.Flag, PropertyValue.String { Value: "true" or "false" }) => null,
            (PropertyType.Flag, _) => "is neither true nor false; give one of them",
            (PropertyType.Integer, PropertyValue.Number n)
                when n.Value == Math.Floor(n.Value) && Math.Abs(n.Value) <= int.MaxValue => null,
            (PropertyType.Integer, _) => "is not a whole number; give one",
            (PropertyType.Bytes, PropertyValue.Number) => null,
            (PropertyType.Bytes, _) => "is not a number; give one",
            // On a text that may also be a word a rule of the handler decides.
            (PropertyType.Size { Word: not null }, PropertyValue.String) => null,
            (PropertyType.Size, PropertyValue.String s) when ByteSize.TryParse(s.Value, out _) =>
                null,
            (PropertyType.Size, PropertyValue.Number n)
                when n.Value >= 0 && n.Value == Math.Floor(n.Value) => null,
            (PropertyType.Size, _) => ValueRules.NoSize,
            (PropertyType.Duration, PropertyValue.String s)
                when DurationText.TryParse(s.Value, out _) => null,
            (PropertyType.Duration, PropertyValue.Number n) when n.Value >= 0 => null,
            (PropertyType.Duration, _) => ValueRules.NoDuration,
            (PropertyType.Choice c, PropertyValue.String s) => MismatchOfChoice(
                c.Definition,
                s.Value
            ),
            (PropertyType.List, _) => "is not a list; give a list",
            (PropertyType.Map or PropertyType.Structure, _) => "is not an object; give one",
            _ => "has the wrong type",
        };

    private static string? MismatchOfChoice(ChoiceDefinition choice, string value) =>
        choice.Values.Any(v => v.Value == value)
            ? null
            : $"is not a valid {choice.Name}; give one of {string.Join(", ", choice.Values.Select(v => $"\"{v.Value}\""))}";

    private static string Describe(PropertyValue value) =>
        value switch
        {
            PropertyValue.String text => $"\"{text.Value}\"",
            PropertyValue.Number number => $"{number.Value}",
            PropertyValue.Bool flag => flag.Value ? "true" : "false",
            PropertyValue.Array => "a list",
            PropertyValue.Object => "an object",
            _ => "the value",
        };
}
