using System.Text;

namespace Infra.Engine.Secrets;

/// <summary>Encodes secrets in base64 without a key, which protects nothing. It is for tests.</summary>
public sealed class Base64SecretsProvider : ISecretsProvider
{
    /// <summary>How this provider is named in states.</summary>
    public const string Type = "b64";

    public SecretsProviderState State { get; } = new(Type, null);

    public string Encrypt(string plaintext) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(plaintext));

    public string Decrypt(string ciphertext)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(ciphertext));
        }
        catch (FormatException e)
        {
            throw new DecryptionException($"A secret cannot be decoded: {e.Message}", e);
        }
    }
}
