using System.Security.Cryptography;
using System.Text;
using Infra.Engine.Json;
using Infra.Protocol;

namespace Infra.Engine.Secrets;

/// <summary>Encrypts secrets with a key derived from a passphrase, compatibly with Pulumi's <c>passphrase</c> provider.</summary>
/// <remarks>
/// The key is PBKDF2-HMAC-SHA256 with 1,000,000 rounds, about a quarter of a second. It is derived at the first secret, verified against the
/// salt, and kept. The salt text is <c>v1:</c>, 8 random bytes in base64, <c>:</c>, and the word <c>pulumi</c> encrypted.
/// </remarks>
public sealed class PassphraseSecretsProvider : ISecretsProvider
{
    /// <summary>How this provider is named in states and settings.</summary>
    public const string Type = "passphrase";

    private const int Rounds = 1_000_000;
    private const int KeyLength = 32;
    private const int SaltLength = 8;
    private const string SaltPrefix = "v1:";
    private const string KnownWord = "pulumi";

    private readonly Lock _lock = new();
    private readonly Func<byte[]> _obtainKey;
    private byte[]? _key;

    private PassphraseSecretsProvider(string salt, Func<byte[]> obtainKey)
    {
        Salt = salt;
        _obtainKey = obtainKey;
    }

    /// <summary>The salt text, as <c>encryptionsalt</c> and the state's <c>salt</c> hold it.</summary>
    public string Salt { get; }

    public SecretsProviderState State => new(Type, $$"""{"salt":{{GoJson.Serialize(Salt)}}}""");

    /// <summary>Makes the provider of a new stack. Asks for the passphrase and derives the key at once.</summary>
    public static PassphraseSecretsProvider Create(IPassphraseSource source)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        var key = Derive(source.GetPassphrase(isNew: true), salt);
        var text =
            $"{SaltPrefix}{Convert.ToBase64String(salt)}:{CipherText.Encrypt(key, KnownWord)}";
        return new(text, () => key);
    }

    /// <summary>Opens the provider of a stack. The passphrase is asked for when the first secret needs it.</summary>
    /// <exception cref="InfraException">The salt text is malformed.</exception>
    public static PassphraseSecretsProvider Open(string salt, IPassphraseSource source)
    {
        var (bytes, known) = Split(salt);
        return new(
            salt,
            () =>
            {
                var key = Derive(source.GetPassphrase(isNew: false), bytes);
                return IsRight(key, known)
                    ? key
                    : throw new WrongPassphraseException(
                        "The passphrase is wrong: it does not open the stack's secrets. Give the one the stack was made with in PULUMI_CONFIG_PASSPHRASE, or in the file that PULUMI_CONFIG_PASSPHRASE_FILE names."
                    );
            }
        );
    }

    public string Encrypt(string plaintext) => CipherText.Encrypt(Key(), plaintext);

    public string Decrypt(string ciphertext)
    {
        try
        {
            return CipherText.Decrypt(Key(), ciphertext)
                ?? throw new DecryptionException(
                    "A secret cannot be decrypted: it is damaged, or was encrypted with another key than this stack's. Was it copied from another stack? Set it again."
                );
        }
        catch (FormatException e)
        {
            throw new DecryptionException(
                $"A secret cannot be decrypted: {e.Message}. Set it again.",
                e
            );
        }
    }

    /// <summary>The key, asked for once; a passphrase that was wrong is asked for again.</summary>
    private byte[] Key()
    {
        lock (_lock)
        {
            return _key ??= _obtainKey();
        }
    }

    private static byte[] Derive(string passphrase, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes(passphrase),
            salt,
            Rounds,
            HashAlgorithmName.SHA256,
            KeyLength
        );

    private static bool IsRight(byte[] key, string known)
    {
        try
        {
            return CipherText.Decrypt(key, known) == KnownWord;
        }
        catch (FormatException e)
        {
            throw Malformed(e.Message, e);
        }
    }

    private static (byte[] Salt, string Known) Split(string salt)
    {
        var end = salt.StartsWith(SaltPrefix, StringComparison.Ordinal)
            ? salt.IndexOf(':', SaltPrefix.Length)
            : -1;
        if (end < 0)
        {
            throw Malformed("it must be v1:SALT:v1:NONCE:TEXT");
        }

        var bytes = new byte[SaltLength];
        return
            Convert.TryFromBase64String(salt[SaltPrefix.Length..end], bytes, out var length)
            && length == SaltLength
            ? (bytes, salt[(end + 1)..])
            : throw Malformed($"its salt must be {SaltLength} bytes in base64");
    }

    private static InfraException Malformed(string why, Exception? cause = null) =>
        new(
            $"The encryption salt of the stack is malformed: {why}. Restore 'encryptionsalt' in Pulumi.STACK.yaml, or the state's salt, from a backup.",
            cause
        );
}
