using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Generator;

/// <summary>The type of a choice.</summary>
internal static class ChoiceFile
{
    /// <summary>A choice that any text can be, so that programs can say what is newer than the library.</summary>
    public static string Of(ChoiceDefinition choice)
    {
        var (name, docs) = (choice.Name, new Docs(choice.Name, []));
        var source = new Source(usings: ["Pulumi"]);
        source
            .Summary(docs.Of(choice.Description))
            .Line(
                $$"""
                [EnumType]
                public readonly struct {{name}} : IEquatable<{{name}}>
                {
                    private readonly string? _value;

                    private {{name}}(string value) => _value = value;

                """
            );
        foreach (var (member, value, description) in choice.Values)
        {
            source
                .Summary(docs.Of(description), 1)
                .Line($"public static {name} {member} {{ get; }} = new(\"{value}\");\n", 1);
        }

        return source.Line(Members(name), 1).Line("}").ToString();
    }

    /// <summary>A choice that must be known when the program runs.</summary>
    public static string Plain(ChoiceDefinition choice)
    {
        var docs = new Docs(choice.Name, []);
        var source = new Source();
        source.Summary(docs.Of(choice.Description)).Line($"public enum {choice.Name}\n{{");
        foreach (var (member, _, description) in choice.Values)
        {
            source.Summary(docs.Of(description), 1).Line($"{member},\n", 1);
        }

        return source.Line("}").ToString();
    }

    /// <summary>What every such choice has.</summary>
    private static string Members(string name) =>
        $$"""
            /// <summary>Takes any text, for what the provider knows and this version of the library does not.</summary>
            public static implicit operator {{name}}(string value) => new(value);

            /// <summary>Returns the value that the provider receives.</summary>
            public static explicit operator string({{name}} value) => value.ToString();

            /// <summary>Converts the choice to an input that also takes other texts.</summary>
            public static implicit operator Input<string>({{name}} value) => value.ToString();

            /// <summary>Whether both are the same choice.</summary>
            public static bool operator ==({{name}} left, {{name}} right) => left.Equals(right);

            /// <summary>Whether they are different choices.</summary>
            public static bool operator !=({{name}} left, {{name}} right) => !left.Equals(right);

            /// <inheritdoc/>
            public bool Equals({{name}} other) => string.Equals(_value, other._value, StringComparison.Ordinal);

            /// <inheritdoc/>
            public override bool Equals(object? obj) => obj is {{name}} other && Equals(other);

            /// <inheritdoc/>
            public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

            /// <summary>Returns the value that the provider receives.</summary>
            public override string ToString() => _value ?? "";
            """;
}
