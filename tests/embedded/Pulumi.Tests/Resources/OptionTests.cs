using Pulumi.Tests.Engine;

namespace Pulumi.Tests.Resources;

internal sealed class OptionTests
{
    private FakeRun _run = null!;

    [SetUp]
    public async Task Start() => _run = await FakeRun.StartAsync();

    [TearDown]
    public async Task Stop() => await _run.DisposeAsync();

    [Test]
    public async Task All_options_reach_the_engine()
    {
        await _run.RunAsync(() =>
        {
            var owner = new Thing("owner");
            new Thing(
                "one",
                null,
                new()
                {
                    Protect = true,
                    RetainOnDelete = false,
                    DeleteBeforeReplace = false,
                    IgnoreChanges = { "a" },
                    ReplaceOnChanges = { "b" },
                    HideDiffs = { "c" },
                    AdditionalSecretOutputs = { "d" },
                    ImportId = "ext",
                    Version = "1.2.3",
                    PluginDownloadURL = "https://example.com",
                    CustomTimeouts = new() { Create = TimeSpan.FromMinutes(2) },
                    DeletedWith = owner,
                    ReplaceWith = { owner },
                    ReplacementTrigger = "v1",
                }
            );
        });

        var one = _run.Calls.Registration("one");
        Assert.Multiple(() =>
        {
            Assert.That(one.Protect, Is.True);
            Assert.That(one.HasRetainOnDelete && !one.RetainOnDelete, Is.True);
            Assert.That(one.DeleteBeforeReplaceDefined && !one.DeleteBeforeReplace, Is.True);
            Assert.That(one.IgnoreChanges, Is.EqualTo(["a"]));
            Assert.That(one.ReplaceOnChanges, Is.EqualTo(["b"]));
            Assert.That(one.HideDiffs, Is.EqualTo(["c"]));
            Assert.That(one.AdditionalSecretOutputs, Is.EqualTo(["d"]));
            Assert.That(one.ImportId, Is.EqualTo("ext"));
            Assert.That(one.Version, Is.EqualTo("1.2.3"));
            Assert.That(one.PluginDownloadURL, Is.EqualTo("https://example.com"));
            Assert.That(one.CustomTimeouts.Create, Is.EqualTo("120000000000ns"));
            Assert.That(one.CustomTimeouts.Delete, Is.Empty);
            Assert.That(one.DeletedWith, Is.EqualTo(Urns.Thing("owner")));
            Assert.That(one.ReplaceWith, Is.EqualTo([Urns.Thing("owner")]));
            Assert.That(one.ReplacementTrigger.StringValue, Is.EqualTo("v1"));
        });
    }

    [Test]
    public async Task What_was_not_said_is_absent()
    {
        await _run.RunAsync(() => new Thing("one"));

        var one = _run.Calls.Registration("one");
        Assert.That(one.HasProtect || one.HasRetainOnDelete, Is.False);
        Assert.That(one.DeleteBeforeReplaceDefined, Is.False);
        Assert.That(one.CustomTimeouts, Is.Null);
        Assert.That(one.AcceptsByteString || one.AliasSpecs, Is.False);
    }

    [Test]
    public async Task Aliases_travel_as_specs()
    {
        await _run.RunAsync(() =>
        {
            var parent = new Thing("parent");
            new Thing(
                "one",
                null,
                new()
                {
                    Aliases =
                    {
                        new Alias { Name = "old" },
                        new Alias { Parent = parent },
                        new Alias { NoParent = true, Type = "test:index:Old" },
                        new Alias { Urn = Urns.Thing("whole") },
                    },
                }
            );
        });

        var aliases = _run.Calls.Registration("one").Aliases;
        Assert.Multiple(() =>
        {
            Assert.That(aliases[0].Spec.Name, Is.EqualTo("old"));
            Assert.That(aliases[1].Spec.ParentUrn, Is.EqualTo(Urns.Thing("parent")));
            Assert.That(aliases[2].Spec.NoParent, Is.True);
            Assert.That(aliases[2].Spec.Type, Is.EqualTo("test:index:Old"));
            Assert.That(aliases[3].Urn, Is.EqualTo(Urns.Thing("whole")));
        });
    }

    [Test]
    public async Task Protection_and_providers_come_from_the_parent()
    {
        await _run.RunAsync(() =>
        {
            var provider = new TestProvider("special");
            new Group("g", new() { Protect = true, Provider = provider });
        });

        var inner = _run.Calls.Registration("g-first");
        Assert.That(inner.Protect, Is.True);
        Assert.That(inner.Provider, Does.EndWith("pulumi:providers:test::special::special-id"));
        Assert.That(_run.Calls.Registration("g-below").Provider, Is.EqualTo(inner.Provider));
    }

    [Test]
    public async Task A_provider_of_another_package_is_not_inherited()
    {
        await _run.RunAsync(() =>
            new Group("g", new() { Providers = { new TestProvider("other", "elsewhere") } })
        );

        Assert.That(_run.Calls.Registration("g-first").Provider, Is.Empty);
    }

    [Test]
    public async Task Provider_and_providers_together_are_refused()
    {
        var provider = default(TestProvider);
        var code = await _run.RunAsync(() =>
        {
            provider = new("p");
            new Group("g", new() { Provider = provider, Providers = { provider } });
        });

        Assert.That(code, Is.EqualTo(32));
        Assert.That(_run.Logs.Single().Message, Does.Contain("Put all of them into Providers"));
    }

    [Test]
    public async Task A_transformation_of_the_stack_changes_every_resource()
    {
        await _run.RunAsync<TransformedStack>();

        Assert.That(_run.Calls.Registration("g-below").IgnoreChanges, Is.EqualTo(["by-stack"]));
        Assert.That(_run.Calls.Registration("g").IgnoreChanges, Is.EqualTo(["by-stack"]));
    }

    [Test]
    public async Task Options_without_which_an_engine_does_something_else_are_refused()
    {
        _run.Monitor.MissingFeatures.Add("deletedWith");

        var code = await _run.RunAsync(() =>
            new Thing("one", null, new() { DeletedWith = new Thing("owner") })
        );

        Assert.That(code, Is.EqualTo(32));
        Assert.That(_run.Logs.Single().Message, Does.Contain("DeletedWith of 'one'"));
    }

    [Test]
    public void Merging_joins_lists_and_lets_the_second_count()
    {
        var first = new CustomResourceOptions
        {
            Version = "1",
            Protect = true,
            IgnoreChanges = { "a" },
        };
        var second = new CustomResourceOptions { Version = "2", IgnoreChanges = { "b" } };

        var merged = CustomResourceOptions.Merge(first, second);

        Assert.Multiple(() =>
        {
            Assert.That(merged.Version, Is.EqualTo("2"));
            Assert.That(merged.Protect, Is.True);
            Assert.That(merged.IgnoreChanges, Is.EqualTo(["a", "b"]));
            Assert.That(first.IgnoreChanges, Is.EqualTo(["a"]));
        });
    }
}
