using Infra.Protocol;

namespace Infra.Engine.Secrets;

/// <summary>Turns texts into ciphertexts and back, for the secrets in a stack's configuration and state.</summary>
/// <remarks>Safe to use from several threads. What costs time, such as deriving a key, happens at the first use, not before.</remarks>
public interface ISecretsProvider
{
    /// <summary>What the state records of it; enough, together with the user's own secret, to open it again.</summary>
    SecretsProviderState State { get; }

    /// <summary>Encrypts a text; the same text gives another ciphertext each time.</summary>
    /// <exception cref="InfraException">The key cannot be had, e.g. the passphrase is missing or wrong.</exception>
    string Encrypt(string plaintext);

    /// <summary>Gives back the text that was encrypted.</summary>
    /// <exception cref="WrongPassphraseException">The passphrase is not the stack's.</exception>
    /// <exception cref="DecryptionException">The ciphertext is not one of this provider's.</exception>
    /// <exception cref="InfraException">The key cannot be had.</exception>
    string Decrypt(string ciphertext);
}
