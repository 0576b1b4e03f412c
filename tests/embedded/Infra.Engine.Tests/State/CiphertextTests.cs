using Infra.Engine.Secrets;
using Infra.Engine.State;
using Infra.Engine.State.Checkpoints;
using Infra.Engine.State.Journal;

namespace Infra.Engine.Tests.State;

/// <summary>Encrypted values of a state that is saved again.</summary>
public sealed class CiphertextTests
{
    [Test]
    public async Task Unchanged_secrets_keep_their_ciphertext()
    {
        using var directory = new TemporaryDirectory();
        var path = directory["dev.json"];
        var provider = PassphraseSecretsProvider.Create(new FixedPassphrase("p"));
        var secrets = new SecretCiphertexts(provider);
        var checkpoint = new StackCheckpoint
        {
            Stack = "organization/demo/dev",
            SecretsProvider = provider.State,
        };
        var providers = new SecretsProviders(new FixedPassphrase("p"));
        var files = new CheckpointFile(providers, new(), new PacelessClock());
        var snapshot = new Snapshot
        {
            Resources = [Sample.Root(), Sample.Guest("a", ("s", Sample.Secret("x")))],
        };
        await files.SaveAsync(new(path, "", "", checkpoint, secrets), snapshot);
        var loaded = await files.LoadAsync(path, CancellationToken.None);
        var old = Ciphertexts(await File.ReadAllTextAsync(path)).Single();

        var changed = loaded.Checkpoint.Snapshot.Resources.Add(
            Sample.Guest("b", ("s", Sample.Secret("x")))
        );
        await files.SaveAsync(loaded, new() { Resources = changed });

        var now = Ciphertexts(await File.ReadAllTextAsync(path));
        Assert.Multiple(() =>
        {
            Assert.That(now, Has.Count.EqualTo(2));
            Assert.That(now[0], Is.EqualTo(old));
            Assert.That(now[1], Is.Not.EqualTo(old));
        });
    }

    private static List<string> Ciphertexts(string json) =>
        [
            .. json.Split("\"ciphertext\":\"")
                .Skip(1)
                .Select(part => part[..part.IndexOf('"', StringComparison.Ordinal)]),
        ];

    private sealed class FixedPassphrase(string passphrase) : IPassphraseSource
    {
        public string GetPassphrase(bool isNew) => passphrase;
    }
}
