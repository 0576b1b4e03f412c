using System.Security.Cryptography;
using System.Text;

namespace Infra.Engine.Secrets;

/// <summary>Pulumi's text form of AES-256-GCM: <c>v1:</c>, the nonce in base64, <c>:</c>, ciphertext and tag in base64.</summary>
internal static class CipherText
{
    private const string Version = "v1";
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public static string Encrypt(byte[] key, string plaintext)
    {
        var nonce = RandomNumberGenerator.GetBytes(NonceLength);
        var text = Encoding.UTF8.GetBytes(plaintext);
        var sealedText = new byte[text.Length + TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, text, sealedText.AsSpan(0, text.Length), sealedText.AsSpan(text.Length));
        return $"{Version}:{Convert.ToBase64String(nonce)}:{Convert.ToBase64String(sealedText)}";
    }

    /// <summary>The plaintext; <c>null</c> when the text was not encrypted with that key.</summary>
    /// <exception cref="FormatException">The text is not of this form at all.</exception>
    public static string? Decrypt(byte[] key, string ciphertext)
    {
        var parts = ciphertext.Split(':');
        if (parts.Length != 3 || parts[0] != Version)
        {
            throw new FormatException("it is not of the form v1:NONCE:TEXT");
        }

        var nonce = Convert.FromBase64String(parts[1]);
        var sealedText = Convert.FromBase64String(parts[2]);
        if (nonce.Length != NonceLength || sealedText.Length < TagLength)
        {
            throw new FormatException("its nonce or its text is too short");
        }

        var text = new byte[sealedText.Length - TagLength];
        try
        {
            using var aes = new AesGcm(key, TagLength);
            aes.Decrypt(
                nonce,
                sealedText.AsSpan(0, text.Length),
                sealedText.AsSpan(text.Length),
                text
            );
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return Encoding.UTF8.GetString(text);
    }
}
