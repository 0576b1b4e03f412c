namespace Infra.Protocol.Naming;

/// <summary>The name of a resource: <c>urn:pulumi:STACK::PROJECT::QUALIFIED-TYPE::NAME</c>, unique in its stack.</summary>
/// <remarks>A qualified type is the parent's qualified type, <c>$</c>, the own type; the root stack's type is left out.</remarks>
public sealed record Urn
{
    /// <summary>The type of the resource that stands for the stack itself.</summary>
    public const string RootStackType = "pulumi:pulumi:Stack";

    /// <summary>What the types of provider resources begin with; the package's name follows.</summary>
    public const string ProviderTypePrefix = "pulumi:providers:";

    private const string Prefix = "urn:pulumi:";
    private const string Separator = "::";

    private Urn(string value, string stack, string project, string qualifiedType, string name)
    {
        Value = value;
        Stack = stack;
        Project = project;
        QualifiedType = qualifiedType;
        Name = name;
    }

    /// <summary>The whole text.</summary>
    public string Value { get; }

    /// <summary>The stack's name.</summary>
    public string Stack { get; }

    /// <summary>The project's name.</summary>
    public string Project { get; }

    /// <summary>The types from the outermost parent to the resource, joined by <c>$</c>.</summary>
    public string QualifiedType { get; }

    /// <summary>The resource's own type.</summary>
    public string Type => QualifiedType[(QualifiedType.LastIndexOf('$') + 1)..];

    /// <summary>The resource's name; it may contain <c>::</c>.</summary>
    public string Name { get; }

    /// <summary>Whether the engine made this provider on its own.</summary>
    public bool IsDefaultProvider =>
        IsProviderType(Type) && Name.StartsWith("default", StringComparison.Ordinal);

    /// <summary>Whether a type is that of a provider resource.</summary>
    public static bool IsProviderType(string type) =>
        type.StartsWith(ProviderTypePrefix, StringComparison.Ordinal);

    /// <summary>Composes the urn of a resource from its parent's.</summary>
    public static Urn Create(string stack, string project, Urn? parent, string type, string name)
    {
        var qualified =
            parent is null || string.Equals(parent.Type, RootStackType, StringComparison.Ordinal)
                ? type
                : $"{parent.QualifiedType}${type}";
        return new(
            $"{Prefix}{stack}{Separator}{project}{Separator}{qualified}{Separator}{name}",
            stack,
            project,
            qualified,
            name
        );
    }

    /// <summary>Reads a urn; throws <see cref="InfraException"/> when the text is none.</summary>
    public static Urn Parse(string text) =>
        TryParse(text)
        ?? throw new InfraException(
            $"'{text}' is not a urn: expected urn:pulumi:STACK::PROJECT::TYPE::NAME."
        );

    /// <summary>Reads a urn, or gives <c>null</c> when the text is none.</summary>
    public static Urn? TryParse(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var parts = text[Prefix.Length..].Split(Separator, 4);
        return parts.Length < 4 ? null : new(text, parts[0], parts[1], parts[2], parts[3]);
    }

    /// <summary>The whole text.</summary>
    public override string ToString() => Value;
}
