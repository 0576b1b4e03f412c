using System.Text;
using Infra.Engine.Secrets;
using Infra.Engine.State;
using Infra.Engine.State.Checkpoints;
using Infra.Protocol.Values;

namespace Infra.Engine.Tests.State;

public sealed class CheckpointTests
{
    private const string Guest = "urn:pulumi:dev::demo::nixhost:index:NixGuest::web";

    private static readonly string Golden = """
        {"version":4,"features":["hooks","taint"],"checkpoint":{"stack":"organization/demo/dev","latest":{
        "manifest":{"time":"2026-01-02T03:04:05.6789Z","magic":"2c5c7c9a7b8f","version":"v3.259.0"},
        "secrets_providers":{"type":"b64"},"resources":[
        {"urn":"urn:pulumi:dev::demo::pulumi:pulumi:Stack::demo-dev","custom":false,"type":"pulumi:pulumi:Stack","outputs":{"address":"10.0.0.2"}},
        {"urn":"urn:pulumi:dev::demo::pulumi:providers:nixhost::default","custom":true,"id":"a-b-c","type":"pulumi:providers:nixhost","inputs":{"version":"1.0.0"},"outputs":{"version":"1.0.0"}},
        {"urn":"urn:pulumi:dev::demo::nixhost:index:NixGuest::web","custom":true,"id":"web-1","type":"nixhost:index:NixGuest",
        "inputs":{"cpus":2,"key":{"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270","ciphertext":"ImhlbGxvIg=="},"none":null,"ratio":1.5},
        "outputs":{"big":1000000000000000,"inf":{"4dabf18193072939515e22adb298388d":"8ad145fe-0d11-4827-bfd7-1abcbf086f5c","value":"7ff0000000000000"},"tiny":1e-7},
        "parent":"urn:pulumi:dev::demo::pulumi:pulumi:Stack::demo-dev","protect":true,"taint":true,
        "dependencies":["urn:pulumi:dev::demo::pulumi:pulumi:Stack::demo-dev"],"initErrors":["slow"],
        "provider":"urn:pulumi:dev::demo::pulumi:providers:nixhost::default::a-b-c","propertyDependencies":{"cpus":null,"key":["urn:pulumi:dev::demo::pulumi:pulumi:Stack::demo-dev"]},
        "additionalSecretOutputs":["token"],"customTimeouts":{"create":120},"created":"2026-01-01T00:00:00.123456789Z","modified":"2026-01-01T00:00:00Z","ignoreChanges":["a.b"],
        "resourceHooks":{"before-create":["h"]},"fromTheFuture":{"x":[1,2]}}],
        "pending_operations":[{"resource":{"urn":"urn:pulumi:dev::demo::nixhost:index:NixGuest::db","custom":true,"type":"nixhost:index:NixGuest"},"type":"creating"}],
        "metadata":{}}}}
        """.ReplaceLineEndings("");

    private static readonly string Sound = Golden.Replace(
        "2c5c7c9a7b8f",
        new CheckpointManifest { Time = default, Version = "v3.259.0" }.Magic,
        StringComparison.Ordinal
    );

    private static (StackCheckpoint Checkpoint, SecretCiphertexts Secrets) Read(string json) =>
        new CheckpointReader(Sample.Providers).Read(Encoding.UTF8.GetBytes(json));

    [Test]
    public void A_checkpoint_is_written_as_it_was_read_byte_for_byte()
    {
        var (checkpoint, secrets) = Read(Sound);

        Assert.That(
            Encoding.UTF8.GetString(CheckpointWriter.Write(checkpoint, secrets).Span),
            Is.EqualTo(Sound)
        );
    }

    [Test]
    public void Fields_are_understood()
    {
        var guest = Read(Sound).Checkpoint.Snapshot.Resources[2];

        Assert.Multiple(() =>
        {
            Assert.That(guest.Urn.Value, Is.EqualTo(Guest));
            Assert.That(guest.Inputs["key"], Is.EqualTo(Sample.Secret("hello")));
            Assert.That(guest.Inputs["none"], Is.EqualTo(PropertyValue.Null.Instance));
            Assert.That(
                guest.Outputs["inf"],
                Is.EqualTo(new PropertyValue.Number(double.PositiveInfinity))
            );
            Assert.That(guest.CustomTimeouts, Is.EqualTo(new CustomTimeouts(120, 0, 0, 0)));
            Assert.That(guest.PropertyDependencies["key"], Is.EqualTo(new[] { Sample.RootUrn }));
            Assert.That(guest.Uninterpreted["fromTheFuture"], Is.EqualTo("""{"x":[1,2]}"""));
        });
    }

    [TestCase("\"version\":4", "\"version\":5", "newer engine")]
    [TestCase("\"hooks\",", "\"hooks\",\"teleport\",", "teleport")]
    [TestCase("\"version\":4", "\"version\":2", "older")]
    [TestCase("v3.259.0\"}", "v3.259.1\"}", "magic")]
    [TestCase("\"custom\":true", "\"custom\":\"yes\"", "'custom' must be true or false")]
    [TestCase(
        "1b47061264138c4ac30d75fd1eb44270",
        "1b47061264138c4ac30d75fd1eb44271",
        "unknown signature"
    )]
    [TestCase("\"type\":\"creating\"", "\"type\":\"dreaming\"", "dreaming")]
    [TestCase("\"latest\"", "\"latest", "not valid JSON")]
    [TestCase("2026-01-01T00:00:00Z", "yesterday", "yesterday")]
    public void What_cannot_be_known_is_refused_with_the_reason(
        string sound,
        string broken,
        string reason
    )
    {
        var json = Sound.Replace(sound, broken, StringComparison.Ordinal);

        Assert.That(
            () => Read(json),
            Throws.TypeOf<StateFormatException>().With.Message.Contains(reason)
        );
    }

    [Test]
    public void A_time_that_is_finer_than_ours_is_kept_until_it_changes()
    {
        var (checkpoint, secrets) = Read(Sound);
        var touched = checkpoint.Snapshot.Resources[2] with { Created = DateTimeOffset.UnixEpoch };
        var changed = checkpoint with
        {
            Snapshot = checkpoint.Snapshot with
            {
                Resources = checkpoint.Snapshot.Resources.SetItem(2, touched),
            },
        };

        Assert.That(
            Encoding.UTF8.GetString(CheckpointWriter.Write(changed, secrets).Span),
            Does.Contain("\"created\":\"1970-01-01T00:00:00Z\"").And.Not.Contain("123456789")
        );
    }

    [Test]
    public void A_checkpoint_without_a_deployment_has_no_resources()
    {
        var (checkpoint, _) = Read(
            """{"version":0,"checkpoint":{"stack":"organization/demo/dev"}}"""
        );

        Assert.Multiple(() =>
        {
            Assert.That(checkpoint.Snapshot, Is.EqualTo(Snapshot.Empty));
            Assert.That(checkpoint.Manifest, Is.Null);
        });
    }

    [Test]
    public void A_nested_secret_is_marked_and_not_encrypted_twice()
    {
        var value = Sample.Secret(PropertyMap.Of(("inner", Sample.Secret("x"))));
        var state = Sample.Guest("web", ("s", value));
        var secrets = new SecretCiphertexts(new Base64SecretsProvider());
        var checkpoint = new StackCheckpoint
        {
            Stack = "organization/demo/dev",
            Manifest = CheckpointManifest.Create(TimeProvider.System),
            SecretsProvider = new("b64", null),
            Snapshot = new() { Resources = [Sample.Root(), state] },
        };

        var again = Read(
            Encoding.UTF8.GetString(CheckpointWriter.Write(checkpoint, secrets).Span)
        ).Checkpoint;

        Assert.That(again.Snapshot.Resources[1].Outputs["s"], Is.EqualTo(value));
    }

    [Test]
    public void An_export_can_be_imported_and_shows_secrets_only_when_asked()
    {
        var (checkpoint, secrets) = Read(Sound);

        var hidden = Encoding.UTF8.GetString(CheckpointWriter.Export(checkpoint, secrets));
        var shown = Encoding.UTF8.GetString(CheckpointWriter.Export(checkpoint, null));
        var (imported, _) = new CheckpointReader(Sample.Providers).Import(
            Encoding.UTF8.GetBytes(shown),
            checkpoint.Stack
        );

        Assert.Multiple(() =>
        {
            Assert.That(hidden, Does.StartWith("{\n    \"version\": 4,\n    \"features\""));
            Assert.That(hidden, Does.Contain("ImhlbGxvIg==").And.Not.Contain("hello"));
            Assert.That(shown, Does.Contain("\"plaintext\": \"\\\"hello\\\"\""));
            Assert.That(
                imported.Snapshot.Resources[2].Inputs,
                Is.EqualTo(checkpoint.Snapshot.Resources[2].Inputs)
            );
        });
    }

    [Test]
    public void An_export_has_an_empty_list_where_an_input_depends_on_nothing()
    {
        var (checkpoint, secrets) = Read(Sound);

        var export = Encoding.UTF8.GetString(CheckpointWriter.Export(checkpoint, secrets));

        Assert.That(export, Does.Contain("\"cpus\": []").And.Not.Contain("\"cpus\": null"));
    }
}
