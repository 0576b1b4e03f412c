using Infra.Protocol;

namespace Infra.Engine.Secrets;

/// <summary>The passphrase does not open the stack's secrets.</summary>
public sealed class WrongPassphraseException : InfraException
{
    /// <summary>Creates the failure with its message.</summary>
    public WrongPassphraseException(string message)
        : base(message) { }

    /// <summary>Creates the failure with its message and cause.</summary>
    public WrongPassphraseException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>Creates the failure without a message; prefer the others.</summary>
    public WrongPassphraseException() { }
}
