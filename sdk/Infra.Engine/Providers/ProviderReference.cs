using Infra.Protocol;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.Providers;

/// <summary>Names a provider resource: <c>URN::ID</c>.</summary>
internal sealed record ProviderReference(Urn Urn, string Id)
{
    /// <summary>What the types of provider resources begin with.</summary>
    public const string TypePrefix = "pulumi:providers:";

    /// <summary>The id of a provider that a preview would create.</summary>
    public const string UnknownId = UnknownSentinels.Written;

    private const string Separator = "::";

    /// <summary>The package it serves.</summary>
    public string Package => Urn.Type[TypePrefix.Length..];

    public static bool IsProviderType(string type) =>
        type.StartsWith(TypePrefix, StringComparison.Ordinal);

    /// <summary>Whether the engine made the provider on its own.</summary>
    public static bool IsDefault(Urn urn) =>
        IsProviderType(urn.Type) && urn.Name.StartsWith("default", StringComparison.Ordinal);

    /// <summary>Reads a reference; throws when the text is none.</summary>
    public static ProviderReference Parse(string text)
    {
        var split = text.LastIndexOf(Separator, StringComparison.Ordinal);
        var urn = split < 0 ? null : Urn.TryParse(text[..split]);
        return urn is null || !IsProviderType(urn.Type)
            ? throw new InfraException(
                $"'{text}' is not a provider reference: expected URN::ID of a provider resource."
            )
            : new(urn, text[(split + Separator.Length)..]);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Urn}{Separator}{Id}";
}
