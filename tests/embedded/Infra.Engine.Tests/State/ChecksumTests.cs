using System.Security.Cryptography;
using System.Text.Json;
using Infra.Engine.Backend;
using Infra.Engine.Json;
using Infra.Engine.State.Checkpoints;
using Infra.Engine.Tests.Backend;
using Infra.Protocol;

namespace Infra.Engine.Tests.State;

/// <summary>Bits that flip on the disk, and tools that write the state themselves.</summary>
public sealed class ChecksumTests
{
    private TestBackend _test = null!;
    private DiyBackend _backend = null!;

    private string ChecksumPath => $"{_test.StatePath}.attrs";

    [SetUp]
    public async Task SetUp()
    {
        _test = new();
        (_backend, var stored) = await _test.CreateAsync();
        await TestBackend.RunAsync(_backend, stored, Sample.Root(), Sample.Guest("web"));
    }

    [TearDown]
    public void TearDown() => _test.Dispose();

    private Task LoadAsync() => _backend.LoadAsync(_test.Stack, CancellationToken.None);

    [Test]
    public async Task Every_flipped_bit_of_a_state_is_refused_and_the_backup_named()
    {
        var sound = await File.ReadAllBytesAsync(_test.StatePath);
        var random = new Random(1);
        for (var at = 0; at < sound.Length; at++)
        {
            var damaged = (byte[])sound.Clone();
            damaged[at] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(_test.StatePath, damaged);

            await Assert.ThatAsync(
                LoadAsync,
                Throws.TypeOf<InfraException>().With.Message.Contains($"{_test.StatePath}.bak"),
                $"byte {at}"
            );
        }
    }

    [Test]
    public async Task A_flipped_bit_in_the_checksum_does_not_refuse_a_good_state()
    {
        var sound = await File.ReadAllBytesAsync(ChecksumPath);
        for (var at = 0; at < sound.Length; at++)
        {
            var damaged = (byte[])sound.Clone();
            damaged[at] ^= 1;
            await File.WriteAllBytesAsync(ChecksumPath, damaged);

            Assert.That(LoadAsync, Throws.Nothing, $"byte {at}");
        }
    }

    [Test]
    public async Task A_state_that_another_engine_wrote_is_never_measured_by_our_checksum()
    {
        var text = await File.ReadAllTextAsync(_test.StatePath);
        var manifest = text[text.IndexOf("\"manifest\"", StringComparison.Ordinal)..];
        manifest = manifest[..(manifest.IndexOf('}', StringComparison.Ordinal) + 1)];
        var other = new CheckpointManifest
        {
            Time = DateTimeOffset.UnixEpoch,
            Version = "v3.274.1",
        };
        await File.WriteAllTextAsync(
            _test.StatePath,
            text.Replace(
                manifest,
                $$"""
                "manifest":{"time":"{{GoText.Time(
                    other.Time
                )}}","magic":"{{other.Magic}}","version":"{{other.Version}}"}
                """,
                StringComparison.Ordinal
            )
        );

        Assert.That(LoadAsync, Throws.Nothing);
    }

    [Test]
    public async Task A_state_that_was_edited_by_hand_is_read()
    {
        var text = await File.ReadAllTextAsync(_test.StatePath);
        await File.WriteAllTextAsync(_test.StatePath, text.Insert(1, "  "));

        await Assert.DoesNotThrowAsync(LoadAsync);
    }

    [Test]
    public async Task A_backup_put_in_the_place_of_the_state_is_read()
    {
        File.Copy($"{_test.StatePath}.bak", _test.StatePath, overwrite: true);

        var loaded = await _backend.LoadAsync(_test.Stack, CancellationToken.None);

        Assert.That(loaded.Snapshot.Resources, Is.Empty);
    }

    [Test]
    public void A_state_without_a_checksum_is_read()
    {
        File.Delete(ChecksumPath);

        Assert.That(LoadAsync, Throws.Nothing);
    }

    [Test]
    public async Task The_checksum_is_a_file_of_Pulumis_storage_and_no_stack()
    {
        using var content = JsonDocument.Parse(await File.ReadAllBytesAsync(ChecksumPath));
        var listed = await _backend.ListAsync(null, CancellationToken.None);
#pragma warning disable CA5351 // Pulumi's storage names the MD5 of a file in its attributes.
        var checksum = MD5.HashData(await File.ReadAllBytesAsync(_test.StatePath));
#pragma warning restore CA5351

        Assert.Multiple(() =>
        {
            Assert.That(listed, Has.Length.EqualTo(1));
            Assert.That(
                content.RootElement.GetProperty("md5").GetBytesFromBase64(),
                Is.EqualTo(checksum)
            );
        });
    }
}
