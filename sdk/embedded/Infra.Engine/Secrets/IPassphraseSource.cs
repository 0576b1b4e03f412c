using Infra.Protocol;

namespace Infra.Engine.Secrets;

/// <summary>Knows the user's passphrase, or asks for it.</summary>
public interface IPassphraseSource
{
    /// <summary>The passphrase. Called once for each key that must be derived.</summary>
    /// <param name="isNew">Whether it protects a new stack; the user is then asked twice.</param>
    /// <exception cref="InfraException">No passphrase is set, and nobody can be asked.</exception>
    string GetPassphrase(bool isNew);
}
