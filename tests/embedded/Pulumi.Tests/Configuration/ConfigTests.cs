using System.Collections.Immutable;
using Pulumi.Tests.Engine;

namespace Pulumi.Tests.Configuration;

internal sealed class ConfigTests
{
    private FakeRun _run = null!;

    [SetUp]
    public async Task Start()
    {
        _run = await FakeRun.StartAsync();
        _run.Config = ImmutableDictionary.CreateRange(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["shop:text"] = "hello",
                ["shop:on"] = "true",
                ["shop:size"] = "42",
                ["shop:rate"] = "0.5",
                ["shop:list"] = "[1,2]",
                ["net:zone"] = "lan",
            }
        );
    }

    [TearDown]
    public async Task Stop() => await _run.DisposeAsync();

    [Test]
    public async Task Values_of_every_kind_are_read()
    {
        var code = await _run.RunAsync(() =>
        {
            var config = new Config();
            Assert.Multiple(() =>
            {
                Assert.That(config.Get("text"), Is.EqualTo("hello"));
                Assert.That(config.GetBoolean("on"), Is.True);
                Assert.That(config.RequireInt32("size"), Is.EqualTo(42));
                Assert.That(config.GetDouble("rate"), Is.EqualTo(0.5));
                Assert.That(config.RequireObject<int[]>("list"), Is.EqualTo([1, 2]));
                Assert.That(new Config("net").Require("zone"), Is.EqualTo("lan"));
                Assert.That(config.Get("nothing"), Is.Null);
                Assert.That(config.GetInt32("nothing"), Is.Null);
                Assert.That(config.GetSecret("nothing"), Is.Null);
                Assert.That(config.GetObject<string>("nothing"), Is.Null);
            });
        });

        Assert.That(code, Is.Zero);
    }

    [Test]
    public async Task Secrets_come_as_secret_outputs()
    {
        var secret = false;
        await _run.RunTaskAsync(async () =>
        {
            secret = await Output.IsSecretAsync(new Config().RequireSecretInt32("size"));
            return [];
        });

        Assert.That(secret, Is.True);
    }

    [Test]
    public async Task A_missing_value_is_told_with_the_command_that_sets_it()
    {
        await _run.RunAsync(() => new Config().RequireSecret("password"));

        Assert.That(
            _run.Logs.Single().Message,
            Is.EqualTo(
                "The program needs the configuration value 'shop:password', which is not set. "
                    + "Set it with 'pulumi config set --secret shop:password <value>'."
            )
        );
    }

    [Test]
    public async Task A_mistyped_key_gets_the_nearest_one_that_is_set()
    {
        await _run.RunAsync(() => new Config().Require("siez"));

        Assert.That(
            _run.Logs.Single().Message,
            Does.Contain("'shop:siez', which is not set. 'shop:size' is set; did you mean that?")
        );
    }

    [Test]
    public async Task A_value_of_the_wrong_kind_is_told_without_showing_it()
    {
        var code = await _run.RunAsync(() => new Config().GetInt32("text"));

        Assert.That(code, Is.EqualTo(32));
        Assert.That(
            _run.Logs.Single().Message,
            Does.StartWith("The configuration value 'shop:text' must be a whole number")
                .And.Not.Contain("hello")
        );
    }
}
