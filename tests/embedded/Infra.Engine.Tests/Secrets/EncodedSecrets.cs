using Infra.Engine.Secrets;
using Infra.Protocol;

namespace Infra.Engine.Tests.Secrets;

/// <summary>The provider that encrypts nothing.</summary>
public sealed class EncodedSecrets
{
    [Test]
    public void A_stack_whose_secrets_are_only_encoded_is_warned_of()
    {
        var warnings = new List<string>();
        var providers = new SecretsProviders(new NobodyToAsk()) { Warn = warnings.Add };

        providers.Create("b64");
        providers.Open(new SecretsProviderState("b64", null));

        Assert.That(warnings, Has.Count.EqualTo(1));
        Assert.That(warnings[0], Does.Contain("not encrypted"));
    }

    [TestCase("")]
    [TestCase("default")]
    public void Secrets_are_encrypted_unless_asked_otherwise(string type) =>
        Assert.That(
            () => new SecretsProviders(new NobodyToAsk()).Create(type),
            Throws.TypeOf<InfraException>().With.Message.EqualTo("no passphrase")
        );

    private sealed class NobodyToAsk : IPassphraseSource
    {
        public string GetPassphrase(bool isNew) => throw new InfraException("no passphrase");
    }
}
