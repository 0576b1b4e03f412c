using System.Text;
using Faults.Tests.Stage;

namespace Faults.Tests;

/// <summary>A state that cannot be trusted stops every command before it does anything.</summary>
[Category("Real")]
[CancelAfter(300_000)]
internal sealed class DamagedStates
{
    private LedgerProject _project = null!;
    private byte[] _sound = null!;

    [OneTimeSetUp]
    public async Task MakeStack()
    {
        _project = await LedgerProject.CreateAsync(passphrase: "right");
        await Configuration.SetSecretAsync(_project, "password", "correct horse");
        (await _project.UpAsync(1)).Succeeded();
        _sound = await File.ReadAllBytesAsync(_project.StatePath);
    }

    [OneTimeTearDown]
    public void RemoveStack() => _project.Dispose();

    [TearDown]
    public Task Restore()
    {
        _project.Passphrase = "right";
        return File.WriteAllBytesAsync(_project.StatePath, _sound);
    }

    private static TestCaseData Damage(
        string name,
        Func<string, string> damage,
        params string[] words
    ) => new TestCaseData(damage, words).SetArgDisplayNames(name);

    private static IEnumerable<TestCaseData> Damages()
    {
        yield return Damage(
            "a byte that is no JSON",
            text => Replace(text, "\"resources\":[", "\"resources\":\u0001"),
            "not valid JSON"
        );
        yield return Damage("half of it", text => text[..(text.Length / 2)], "not valid JSON");
        yield return Damage("nothing", _ => "", "not valid JSON");
        yield return Damage(
            "a missing parent",
            text =>
                Replace(
                    text,
                    "::ledger:index:Group::group\",\"custom\"",
                    "::ledger:index:Group::grOup\",\"custom\""
                ),
            "refers to its parent",
            "which is missing"
        );
        yield return Damage(
            "a version of the future",
            text => Replace(text, "{\"version\":3", "{\"version\":5"),
            "version 5",
            "newer engine"
        );
        yield return Damage(
            "a feature of the future",
            text => Replace(text, "{\"version\":3", "{\"version\":4,\"features\":[\"teleport\"]"),
            "teleport"
        );
        yield return Damage(
            "another engine's version",
            text => Replace(text, "\"version\":\"infra-v", "\"version\":\"infra-w"),
            "magic"
        );
        yield return Damage(
            "a ciphertext with a wrong letter",
            text =>
            {
                var at = text.IndexOf("==\"", StringComparison.Ordinal) is var end and > 0
                    ? text.IndexOf("\"ciphertext\":\"v1:", StringComparison.Ordinal) + 40
                    : -1;
                return text[..at] + (text[at] == 'A' ? 'B' : 'A') + text[(at + 1)..];
            },
            "cannot be decrypted"
        );
    }

    [TestCaseSource(nameof(Damages))]
    public async Task It_is_refused_untouched_and_its_backup_named(
        Func<string, string> damage,
        string[] words
    )
    {
        await File.WriteAllTextAsync(
            _project.StatePath,
            damage(Encoding.UTF8.GetString(_sound)),
            new UTF8Encoding(false)
        );
        await AssertRefusedAsync(words);
    }

    [Test]
    public Task A_wrong_passphrase_is_refused()
    {
        _project.Passphrase = "wrong";
        return AssertRefusedAsync("passphrase is wrong", "PULUMI_CONFIG_PASSPHRASE");
    }

    private async Task AssertRefusedAsync(params string[] words)
    {
        var damaged = await File.ReadAllBytesAsync(_project.StatePath);
        var ledger = _project.Ledger.Log;
        var refused = (await _project.UpAsync(1)).Failed();
        Assert.Multiple(() =>
        {
            foreach (
                var word in (string[])[.. words, _project.StatePath, $"{_project.StatePath}.bak"]
            )
            {
                Assert.That(refused.Error, Does.Contain(word));
            }

            Assert.That(refused.Error, Does.Not.Contain("   at "));
            Assert.That(File.ReadAllBytes(_project.StatePath), Is.EqualTo(damaged));
            Assert.That(_project.Ledger.Log, Is.EqualTo(ledger));
            Assert.That(Directory.GetFiles(_project.LockDirectory), Is.Empty);
        });
    }

    private static string Replace(string text, string old, string now)
    {
        Assert.That(text, Does.Contain(old));
        return text.Replace(old, now, StringComparison.Ordinal);
    }
}
