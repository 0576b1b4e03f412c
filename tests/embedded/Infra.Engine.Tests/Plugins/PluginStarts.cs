using Infra.Engine.Plugins;
using Infra.Engine.Processes;
using Infra.Protocol;

namespace Infra.Engine.Tests.Plugins;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
public sealed class PluginStarts
{
    [TestCase("echo 4711; sleep 300")]
    [TestCase("printf '  \\033[32m4711\\033[0m \\n'; sleep 300")]
    public async Task The_first_line_is_the_port(string script)
    {
        await using var plugin = await StartAsync(script);

        Assert.That(plugin.Channel.Target, Is.EqualTo("127.0.0.1:4711"));
    }

    [Test]
    public void A_plugin_that_ends_early_is_quoted()
    {
        Assert.That(
            () => StartAsync("echo no libvirt here >&2; exit 4"),
            Throws
                .InstanceOf<InfraException>()
                .With.Message.Contains("exit code 4")
                .And.Message.Contains("no libvirt here")
        );
    }

    [TestCase("echo hello; sleep 300", "hello")]
    [TestCase("echo 70000; sleep 300", "70000")]
    public void Anything_but_a_port_is_refused(string script, string line)
    {
        Assert.That(
            () => StartAsync(script),
            Throws.InstanceOf<InfraException>().With.Message.Contains($"'{line}'")
        );
    }

    private static Task<PluginProcess> StartAsync(string script)
    {
        var command = new ProcessCommand
        {
            FileName = "sh",
            Arguments = ["-c", script],
            WorkingDirectory = "/",
        };
        return PluginProcess.StartAsync("fake", command, CancellationToken.None);
    }
}
