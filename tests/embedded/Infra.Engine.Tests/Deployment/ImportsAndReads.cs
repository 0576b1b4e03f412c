using Infra.Engine.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.Engine.Tests.Deployment;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
public sealed class ImportsAndReads
{
    private readonly TestStack _stack = new();

    [Test]
    public async Task What_exists_is_imported_and_managed_from_then_on()
    {
        _stack.Ledger.Live["there"] = PropertyMap.Of(("name", "x"), ("size", 1));

        var run = await _stack.UpAsync(p => ImportAsync(p, "there", 1));
        var next = await _stack.UpAsync(p => ImportAsync(p, "there", 1));

        Assert.Multiple(() =>
        {
            Assert.That(run.Log.Steps, Is.EqualTo(["Import a"]));
            Assert.That(run["a"].Id, Is.EqualTo("there"));
            Assert.That(run["a"].Inputs.Get("size"), Is.EqualTo((PropertyValue)1));
            Assert.That(next.Log.Steps, Is.EqualTo(["Same a"]));
        });
    }

    [Test]
    public async Task An_import_that_differs_from_the_program_is_updated()
    {
        _stack.Ledger.Live["there"] = PropertyMap.Of(("name", "x"), ("size", 1));

        var run = await _stack.UpAsync(p => ImportAsync(p, "there", 2));

        Assert.Multiple(() =>
        {
            Assert.That(run.Log.Steps, Is.EqualTo(["Import a", "Update a"]));
            Assert.That(run.Names, Is.EqualTo(["a"]));
            Assert.That(_stack.Ledger.Live["there"].Get("size"), Is.EqualTo((PropertyValue)2));
        });
    }

    [Test]
    public async Task An_import_in_place_of_another_resource_deletes_that_one()
    {
        _stack.Ledger.Live["there"] = PropertyMap.Of(("name", "x"), ("size", 1));
        await _stack.UpAsync(p => p.ThingAsync("a", PropertyMap.Of(("name", "x"), ("size", 1))));

        var run = await _stack.UpAsync(p => ImportAsync(p, "there", 1));

        Assert.Multiple(() =>
        {
            Assert.That(
                run.Log.Steps,
                Is.EqualTo(["ImportReplacement a", "Replace a", "DeleteReplaced a"])
            );
            Assert.That(_stack.Ledger.Live.Keys, Is.EqualTo(["there"]));
        });
    }

    [Test]
    public async Task The_assets_of_a_read_have_hashes()
    {
        _stack.Ledger.Live["there"] = PropertyMap.Empty;
        var asset = PropertyMap.Of(("source", new PropertyValue.Asset("text", null, null, null)));

        var run = await _stack.UpOverTheWireAsync(async p =>
            await p.Monitor.ReadResourceAsync(
                new()
                {
                    Type = TestProgram.Thing,
                    Name = "r",
                    Id = "there",
                    Properties = PropertyEncoder.Encode(asset, EncodeOptions.Everything),
                }
            )
        );

        Assert.That(
            run["r"].Inputs.Get("source"),
            Is.InstanceOf<PropertyValue.Asset>().With.Property("Hash").Not.Null
        );
    }

    [Test]
    public async Task An_import_of_nothing_fails()
    {
        var run = await _stack.UpAsync(p => ImportAsync(p, "nowhere", 1));

        Assert.That(run.Log.Errors.Single(), Does.Contain("'nowhere' does not exist"));
    }

    [Test]
    public async Task A_read_resource_is_external_and_never_deleted()
    {
        _stack.Ledger.Live["there"] = PropertyMap.Of(("size", 1));

        var run = await _stack.UpAsync(p => p.ReadAsync("a", "there"));
        var end = await _stack.UpAsync(_ => Task.CompletedTask);

        Assert.Multiple(() =>
        {
            Assert.That(run.Log.Steps, Is.EqualTo(["Read a"]));
            Assert.That(run["a"].External, Is.True);
            Assert.That(end.Log.Steps, Is.EqualTo(["ReadDiscard a"]));
            Assert.That(end.Names, Is.Empty);
            Assert.That(_stack.Ledger.Live.Keys, Is.EqualTo(["there"]));
        });
    }

    [Test]
    public async Task What_was_read_is_created_anew_when_it_is_to_be_managed()
    {
        _stack.Ledger.Live["there"] = PropertyMap.Of(("size", 1));
        await _stack.UpAsync(p => p.ReadAsync("a", "there"));

        var run = await _stack.UpAsync(p => p.ThingAsync("a"));

        Assert.Multiple(() =>
        {
            Assert.That(
                run.Log.Steps,
                Is.EqualTo(["CreateReplacement a", "Replace a", "DiscardReplaced a"])
            );
            Assert.That(run["a"].Id, Is.Not.EqualTo("there"));
            Assert.That(_stack.Ledger.Live, Has.Count.EqualTo(2));
        });
    }

    [Test]
    public async Task Reading_another_one_in_place_of_a_managed_resource_deletes_the_managed_one()
    {
        _stack.Ledger.Live["there"] = PropertyMap.Of(("size", 1));
        await _stack.UpAsync(p => p.ThingAsync("a"));

        var run = await _stack.UpAsync(p => p.ReadAsync("a", "there"));

        Assert.Multiple(() =>
        {
            Assert.That(
                run.Log.Steps,
                Is.EqualTo(["ReadReplacement a", "Replace a", "DeleteReplaced a"])
            );
            Assert.That(_stack.Ledger.Live.Keys, Is.EqualTo(["there"]));
        });
    }

    private static Task ImportAsync(TestProgram program, string id, int size) =>
        program.ThingAsync(
            "a",
            PropertyMap.Of(("name", "x"), ("size", size)),
            g => g with { ImportId = id }
        );
}
