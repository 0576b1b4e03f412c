using Infra.Protocol;

namespace Infra.Engine.Secrets;

/// <summary>Knows the user's passphrase, or asks for it.</summary>
public interface IPassphraseSource
{
    /// <summary>The passphrase. Called once for each key that must be derived.</summary>
    /// <param name="isNew">Whether it protects a new stack: who asks for it then asks twice.</param>
    /// <exception cref="InfraException">There is none and nobody to ask.</exception>
    string GetPassphrase(bool isNew);
}
