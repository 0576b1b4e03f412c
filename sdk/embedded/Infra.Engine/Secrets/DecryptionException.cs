using Infra.Protocol;

namespace Infra.Engine.Secrets;

/// <summary>A ciphertext cannot be decrypted: it is damaged, or was encrypted with another key.</summary>
public sealed class DecryptionException : InfraException
{
    /// <summary>Creates the failure with its message.</summary>
    public DecryptionException(string message)
        : base(message) { }

    /// <summary>Creates the failure with its message and cause.</summary>
    public DecryptionException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>Creates the failure without a message; prefer the others.</summary>
    public DecryptionException() { }
}
