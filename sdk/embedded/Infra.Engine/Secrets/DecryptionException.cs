using Infra.Protocol;

namespace Infra.Engine.Secrets;

/// <summary>A ciphertext cannot be decrypted: it is damaged, or was encrypted with another key.</summary>
public sealed class DecryptionException(string message, Exception? cause = null)
    : InfraException(message, cause);
