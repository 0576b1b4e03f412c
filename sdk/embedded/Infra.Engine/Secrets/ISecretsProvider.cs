using Infra.Protocol;

namespace Infra.Engine.Secrets;

/// <summary>Turns texts into ciphertexts and back, for the secrets in a stack's configuration and state.</summary>
/// <remarks>Implementations are thread-safe. Slow work, such as deriving a key, happens at the first use.</remarks>
public interface ISecretsProvider
{
    /// <summary>The provider's record in the state; together with the user's passphrase it opens the provider again.</summary>
    SecretsProviderState State { get; }

    /// <summary>Encrypts a text, with another ciphertext each time.</summary>
    /// <exception cref="InfraException">The key is not available, e.g. the passphrase is missing or wrong.</exception>
    string Encrypt(string plaintext);

    /// <summary>Gives back the text that was encrypted.</summary>
    /// <exception cref="WrongPassphraseException">The passphrase is not the stack's.</exception>
    /// <exception cref="DecryptionException">The ciphertext does not come from this provider.</exception>
    /// <exception cref="InfraException">The key is not available.</exception>
    string Decrypt(string ciphertext);
}
