using System.Collections.Concurrent;
using System.Text.Json;
using Infra.Protocol;

namespace Infra.Engine.Secrets;

/// <summary>Makes and opens the providers this engine offers: <c>passphrase</c>, and <c>b64</c> for tests.</summary>
/// <remarks>The same salt gives the same provider again, so that settings and state of a stack share one derived key.</remarks>
public sealed class SecretsProviders(IPassphraseSource passphrases) : ISecretsProviders
{
    private readonly ConcurrentDictionary<string, PassphraseSecretsProvider> _bySalt = new();

    /// <summary>Told that the secrets of a new provider are not encrypted at all.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>Makes the provider of a new stack; a passphrase is asked for at once.</summary>
    /// <param name="type">The kind, as <c>--secrets-provider</c> gives it; empty or <c>default</c> means <c>passphrase</c>.</param>
    /// <exception cref="InfraException">The kind is not offered here.</exception>
    public ISecretsProvider Create(string type)
    {
        switch (type)
        {
            case "" or "default" or PassphraseSecretsProvider.Type:
                var provider = PassphraseSecretsProvider.Create(passphrases);
                return _bySalt.GetOrAdd(provider.Salt, provider);
            case Base64SecretsProvider.Type:
                Warn?.Invoke(
                    "The secrets of this stack are only encoded (b64), not encrypted: whoever can read its files can read them. For encryption use 'passphrase'."
                );
                return new Base64SecretsProvider();
            default:
                throw NotOffered(type);
        }
    }

    /// <summary>The passphrase provider of a salt text (<c>encryptionsalt</c> of a stack's settings).</summary>
    public PassphraseSecretsProvider OpenSalt(string salt) =>
        _bySalt.GetOrAdd(salt, s => PassphraseSecretsProvider.Open(s, passphrases));

    /// <summary>The provider that a stack's settings name; <c>null</c> when they name none.</summary>
    /// <param name="type">The kind, as <c>secretsprovider</c> gives it.</param>
    /// <param name="salt">The salt, as <c>encryptionsalt</c> gives it.</param>
    /// <exception cref="InfraException">The kind is not offered here.</exception>
    public ISecretsProvider? Open(string? type, string? salt) =>
        type switch
        {
            null or "" or "default" or PassphraseSecretsProvider.Type => salt is { Length: > 0 }
                ? OpenSalt(salt)
                : null,
            Base64SecretsProvider.Type => new Base64SecretsProvider(),
            var other => throw NotOffered(other),
        };

    public ISecretsProvider Open(SecretsProviderState state) =>
        state.Type switch
        {
            PassphraseSecretsProvider.Type => OpenSalt(SaltOf(state)),
            Base64SecretsProvider.Type => new Base64SecretsProvider(),
            _ => throw NotOffered(state.Type),
        };

    private static string SaltOf(SecretsProviderState state)
    {
        using var document = JsonDocument.Parse(state.Json ?? "{}");
        return
            document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("salt", out var salt)
            && salt.ValueKind == JsonValueKind.String
            ? salt.GetString() ?? ""
            : throw new InfraException(
                "The state's secrets provider is 'passphrase', but its state holds no salt."
            );
    }

    private static InfraException NotOffered(string type) =>
        new(
            $"The secrets provider '{type}' is not supported by the embedded engine, which has 'passphrase'. Run this stack with the Pulumi CLI, or change its provider there: pulumi stack change-secrets-provider passphrase."
        );
}
