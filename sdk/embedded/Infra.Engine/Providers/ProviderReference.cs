using Infra.Protocol;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.Providers;

/// <summary>Names a provider resource: <c>URN::ID</c>.</summary>
internal sealed record ProviderReference(Urn Urn, string Id)
{
    /// <summary>The id of a provider that is created only in preview.</summary>
    public const string UnknownId = UnknownSentinels.Written;

    private const string Separator = "::";

    /// <summary>The package that the provider serves.</summary>
    public string Package => Urn.Type[Urn.ProviderTypePrefix.Length..];

    /// <summary>Parses a reference; throws when the text is not one.</summary>
    public static ProviderReference Parse(string text)
    {
        var split = text.LastIndexOf(Separator, StringComparison.Ordinal);
        var urn = split < 0 ? null : Urn.TryParse(text[..split]);
        return urn is null || !Urn.IsProviderType(urn.Type)
            ? throw new InfraException(
                $"'{text}' is not a provider reference: expected URN::ID of a provider resource."
            )
            : new(urn, text[(split + Separator.Length)..]);
    }

    public override string ToString() => $"{Urn}{Separator}{Id}";
}
