using System.Collections.Concurrent;
using System.Text.Json;
using Infra.Engine.Workspace;
using Infra.Protocol;

namespace Infra.Engine.Secrets;

/// <summary>Makes and opens the providers this engine offers: <c>passphrase</c>, and <c>b64</c> for tests.</summary>
/// <remarks>The same salt gives the same provider again, so that settings and state of a stack share one derived key.</remarks>
/// <param name="passphrases">Knows passphrases.</param>
public sealed class SecretsProviders(IPassphraseSource passphrases) : ISecretsProviders
{
    private readonly ConcurrentDictionary<string, PassphraseSecretsProvider> _bySalt = new(
        StringComparer.Ordinal
    );

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
                return new Base64SecretsProvider();
            default:
                throw NotOffered(type);
        }
    }

    /// <summary>The passphrase provider of a salt text (<c>encryptionsalt</c> of a stack's settings).</summary>
    public PassphraseSecretsProvider OpenSalt(string salt) =>
        _bySalt.GetOrAdd(salt, s => PassphraseSecretsProvider.Open(s, passphrases));

    /// <summary>The provider that a stack's settings name; <c>null</c> when they name none.</summary>
    /// <exception cref="InfraException">The kind is not offered here.</exception>
    public ISecretsProvider? Open(StackSettingsFile settings) =>
        settings.SecretsProvider switch
        {
            null or "" or "default" or PassphraseSecretsProvider.Type => settings.EncryptionSalt
                is { Length: > 0 } salt
                ? OpenSalt(salt)
                : null,
            Base64SecretsProvider.Type => new Base64SecretsProvider(),
            var other => throw NotOffered(other),
        };

    /// <summary>Records a provider in a stack's settings, as <c>stack init</c> does; save them afterwards.</summary>
    public static void Record(ISecretsProvider provider, StackSettingsFile settings)
    {
        settings.RemoveSecretsProvider();
        if (provider is PassphraseSecretsProvider passphrase)
        {
            settings.SetEncryptionSalt(passphrase.Salt);
        }
        else
        {
            settings.SetSecretsProvider(provider.State.Type);
        }
    }

    /// <inheritdoc/>
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
            ? salt.GetString()!
            : throw new InfraException(
                "The state's secrets provider is 'passphrase', but its state holds no salt."
            );
    }

    private static InfraException NotOffered(string type) =>
        new(
            $"The secrets provider '{type}' is not offered by the embedded engine; it has 'passphrase'. Run this stack with the Pulumi CLI, or change its provider there: pulumi stack change-secrets-provider passphrase."
        );
}
