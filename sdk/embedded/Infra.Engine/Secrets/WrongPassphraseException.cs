using Infra.Protocol;

namespace Infra.Engine.Secrets;

/// <summary>The passphrase does not open the stack's secrets.</summary>
public sealed class WrongPassphraseException(string message, Exception? cause = null)
    : InfraException(message, cause);
