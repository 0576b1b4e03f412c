using Infra.Engine.Secrets;
using Infra.Engine.Tests.State;
using Infra.Engine.Tests.Workspace;
using Infra.Protocol;

namespace Infra.Engine.Tests.Secrets;

public sealed class PassphraseSecretsProviderTests
{
    // Made with Python's hashlib and cryptography, and again with Node's crypto.
    private const string Passphrase = "größe 42";
    private const string Salt =
        "v1:BwEJAggDBgU=:v1:AAECAwQFBgcICQoL:djdrdlfIdNH0y2r9YQr9/DxckfpIXw==";
    private const string Ciphertext =
        "v1:DA0ODxAREhMUFRYX:Dz9SW6xGlSftVK4YnDT1a727IKbiTJ3wGMi4gds/0Mg=";

    [Test]
    public void A_ciphertext_of_another_implementation_is_opened()
    {
        var provider = PassphraseSecretsProvider.Open(Salt, new Passphrases(Passphrase));

        Assert.That(provider.Decrypt(Ciphertext), Is.EqualTo("\"from elsewhere\""));
    }

    [Test]
    public void A_new_provider_is_opened_again_by_its_salt()
    {
        var made = PassphraseSecretsProvider.Create(new Passphrases(""));
        var ciphertext = made.Encrypt("geheim");

        var opened = PassphraseSecretsProvider.Open(made.Salt, new Passphrases(""));

        Assert.Multiple(() =>
        {
            Assert.That(opened.Decrypt(ciphertext), Is.EqualTo("geheim"));
            Assert.That(ciphertext, Does.StartWith("v1:").And.Not.Contain("geheim"));
            Assert.That(
                opened.State,
                Is.EqualTo(new SecretsProviderState("passphrase", $$"""{"salt":"{{made.Salt}}"}"""))
            );
        });
    }

    [Test]
    public void A_wrong_passphrase_is_told_and_asked_for_again()
    {
        var passphrases = new Passphrases("wrong", Passphrase);
        var provider = PassphraseSecretsProvider.Open(Salt, passphrases);

        Assert.Multiple(() =>
        {
            Assert.That(
                () => provider.Decrypt(Ciphertext),
                Throws
                    .TypeOf<WrongPassphraseException>()
                    .With.Message.Contains("passphrase is wrong")
                    .And.Message.Contains("PULUMI_CONFIG_PASSPHRASE")
            );
            Assert.That(provider.Decrypt(Ciphertext), Is.EqualTo("\"from elsewhere\""));
        });
    }

    [Test]
    public void Opening_asks_for_nothing_and_the_key_is_derived_once()
    {
        var passphrases = new Passphrases(Passphrase);
        var providers = new SecretsProviders(passphrases);
        var provider = providers.OpenSalt(Salt);
        var askedBefore = passphrases.Asked;

        provider.Encrypt("a");
        providers.Open(provider.State).Encrypt("b");

        Assert.Multiple(() =>
        {
            Assert.That(askedBefore, Is.Zero);
            Assert.That(passphrases.Asked, Is.EqualTo(1));
        });
    }

    [TestCase("")]
    [TestCase("v2:AAAA:v1:a:b")]
    [TestCase("v1:not base64:v1:a:b")]
    [TestCase("v1:BwEJAggDBgUBAgM=:v1:a:b")]
    public void A_malformed_salt_is_refused(string salt) =>
        Assert.That(
            () => PassphraseSecretsProvider.Open(salt, new Passphrases()),
            Throws.TypeOf<InfraException>().With.Message.Contains("salt")
        );

    [Test]
    public void A_damaged_ciphertext_is_refused()
    {
        var provider = PassphraseSecretsProvider.Open(Salt, new Passphrases(Passphrase));
        string[] damaged =
        [
            "plain",
            "v1:a:b",
            "v1:DA0ODxAREhMUFRYX:",
            Ciphertext.Replace("0Mg=", "0Mk=", StringComparison.Ordinal),
        ];

        Assert.Multiple(() =>
        {
            foreach (var ciphertext in damaged)
            {
                Assert.That(
                    () => provider.Decrypt(ciphertext),
                    Throws
                        .TypeOf<DecryptionException>()
                        .With.Message.Contains("cannot be decrypted")
                );
            }
        });
    }

    [TestCase("cloud")]
    [TestCase("service")]
    public void A_provider_that_is_not_offered_is_named(string type) =>
        Assert.That(
            () =>
                new SecretsProviders(new Passphrases()).Open(new SecretsProviderState(type, "{}")),
            Throws.TypeOf<InfraException>().With.Message.Contains($"'{type}'")
        );

    [Test]
    public void The_variable_wins_over_the_file_and_the_file_over_the_prompt()
    {
        using var directory = new TemporaryDirectory();
        var file = directory.Write("pass", "from the file\n");
        string Ask(bool isNew) => isNew ? "new" : "old";
        (string, string) variable = ("PULUMI_CONFIG_PASSPHRASE", "");
        (string, string) fileVariable = ("PULUMI_CONFIG_PASSPHRASE_FILE", file);

        EnvironmentPassphraseSource Source(
            Func<bool, string>? prompt,
            params (string, string)[] variables
        ) => new(TestEnvironment.In(directory.FullPath, variables), prompt);

        Assert.Multiple(() =>
        {
            Assert.That(Source(Ask, variable, fileVariable).GetPassphrase(false), Is.Empty);
            Assert.That(
                Source(Ask, fileVariable).GetPassphrase(false),
                Is.EqualTo("from the file")
            );
            Assert.That(Source(Ask).GetPassphrase(true), Is.EqualTo("new"));
            Assert.That(
                () => Source(null).GetPassphrase(false),
                Throws.TypeOf<InfraException>().With.Message.Contains("PULUMI_CONFIG_PASSPHRASE")
            );
        });
    }

    private sealed class Passphrases(params string[] passphrases) : IPassphraseSource
    {
        public int Asked { get; private set; }

        public string GetPassphrase(bool isNew) => passphrases[Asked++];
    }
}
