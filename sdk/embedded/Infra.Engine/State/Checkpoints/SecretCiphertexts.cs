using System.Collections.Concurrent;
using Infra.Engine.Secrets;

namespace Infra.Engine.State.Checkpoints;

/// <summary>Encrypts and decrypts the secrets of one stack's state, and keeps the ciphertext of what did not change.</summary>
/// <remarks>
/// A provider returns another ciphertext each time, so a state file saved twice would differ everywhere. A secret whose place (resource and
/// property path) and text are unchanged is therefore written with its earlier ciphertext.
/// </remarks>
internal sealed class SecretCiphertexts(ISecretsProvider? provider, bool keepUnchanged = true)
{
    private readonly ConcurrentDictionary<(string Place, string Plaintext), string> _known = new();

    public ISecretsProvider? Provider => provider;

    /// <summary>The ciphertext for a text at a place.</summary>
    public string Encrypt(string place, string plaintext)
    {
        if (keepUnchanged && _known.TryGetValue((place, plaintext), out var known))
        {
            return known;
        }

        var ciphertext = Require().Encrypt(plaintext);
        _known[(place, plaintext)] = ciphertext;
        return ciphertext;
    }

    /// <summary>The text of a ciphertext found at a place.</summary>
    public string Decrypt(string place, string ciphertext)
    {
        try
        {
            var plaintext = Require().Decrypt(ciphertext);
            _known[(place, plaintext)] = ciphertext;
            return plaintext;
        }
        catch (DecryptionException e)
        {
            throw new StateFormatException(
                $"the secret at {place} cannot be decrypted: it is damaged, or was encrypted with another key than this stack's",
                e
            );
        }
    }

    private ISecretsProvider Require() =>
        provider
        ?? throw new StateFormatException(
            "it holds secrets but names no secrets provider that could open them"
        );
}
