using Infra.Engine.Backend;
using Infra.Engine.Secrets;
using Infra.Engine.Tests.State;
using Infra.Engine.Tests.Workspace;
using Infra.Protocol;
using Infra.Protocol.Values;

namespace Infra.Engine.Tests.Backend;

/// <summary>States with secrets that cannot be opened.</summary>
public sealed class BrokenStates
{
    private TestBackend _test = null!;

    [SetUp]
    public async Task SetUp()
    {
        _test = new();
        var (backend, passphrase) = await OpenAsync("right");
        var stored = await backend.CreateAsync(
            _test.Stack,
            passphrase.Create("passphrase"),
            CancellationToken.None
        );
        foreach (var text in (string[])["one", "two"])
        {
            var state = Sample.Guest("web", ("list", List(text))) with { Parent = null };
            stored = await backend.SaveAsync(stored, new() { Resources = [state] });
        }
    }

    [TearDown]
    public void TearDown() => _test.Dispose();

    private static PropertyValue.Array List(string text) =>
        new([Sample.Secret(PropertyMap.Of(("inner", text)))]);

    private async Task<(DiyBackend Backend, SecretsProviders Secrets)> OpenAsync(string passphrase)
    {
        var environment = TestEnvironment.In(
            _test.Directory["elsewhere"],
            ("PULUMI_CONFIG_PASSPHRASE", passphrase)
        );
        var secrets = new SecretsProviders(new EnvironmentPassphraseSource(environment, null));
        var backend = await DiyBackend.OpenAsync(
            "file://.",
            new()
            {
                Environment = environment,
                Clock = new PacelessClock(),
                SecretsProviders = secrets,
                BaseDirectory = _test.Directory.FullPath,
            },
            CancellationToken.None
        );
        return (backend, secrets);
    }

    private async Task<string> RefusalAsync(string passphrase)
    {
        var (backend, _) = await OpenAsync(passphrase);
        var before = await File.ReadAllTextAsync(_test.StatePath);
        var refused = await Assert.CatchAsync<InfraException>(async () =>
            await backend.LoadAsync(_test.Stack, CancellationToken.None)
        );
        Assert.That(await File.ReadAllTextAsync(_test.StatePath), Is.EqualTo(before));
        Assert.That(refused!.Message, Does.Contain($"{_test.StatePath}.bak"));
        return refused.Message;
    }

    [Test]
    public async Task The_right_passphrase_opens_what_is_nested_in_lists_and_secrets()
    {
        var (backend, _) = await OpenAsync("right");

        var stored = await backend.LoadAsync(_test.Stack, CancellationToken.None);

        Assert.That(stored.Snapshot.Resources.Single().Outputs["list"], Is.EqualTo(List("two")));
        Assert.That(
            await File.ReadAllTextAsync(_test.StatePath),
            Does.Not.Contain("two").And.Not.Contain("inner")
        );
    }

    [Test]
    public async Task A_wrong_passphrase_is_refused_with_the_variable_to_set() =>
        Assert.That(
            await RefusalAsync("wrong"),
            Does.Contain("passphrase is wrong").And.Contain("PULUMI_CONFIG_PASSPHRASE")
        );

    [Test]
    public async Task A_damaged_ciphertext_is_refused_with_its_place()
    {
        var content = await File.ReadAllTextAsync(_test.StatePath);
        var at = content.LastIndexOf("=\"", StringComparison.Ordinal) - 6;
        var broken = content[..at] + (content[at] == 'A' ? 'B' : 'A') + content[(at + 1)..];
        await File.WriteAllTextAsync(_test.StatePath, broken);

        Assert.That(
            await RefusalAsync("right"),
            Does.Contain("NixGuest::web#outputs/list[0]").And.Contain("damaged")
        );
    }
}
