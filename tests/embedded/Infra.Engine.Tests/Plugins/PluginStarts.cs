using Infra.Engine.Plugins;
using Infra.Engine.Processes;
using Infra.Engine.Providers;
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

    [TestCase("echo 4711; exit 3", "")]
    [TestCase("echo 4711; echo 'out of luck' >&2; exit 3", "\nWhat it wrote last:\nout of luck")]
    public async Task The_end_of_a_plugin_is_told_with_the_way_on_and_its_last_words(
        string script,
        string words
    )
    {
        await using var plugin = await StartAsync(script);

        Assert.That(
            await plugin.DescribeEndAsync(PluginLauncher.WayOn),
            Is.EqualTo(
                "ended with exit code 3 before it answered. What was done is in the state, and the next `up` goes on from there."
                    + words
            )
        );
    }

    [Test]
    public async Task A_call_to_a_plugin_that_is_gone_names_the_plugin_and_no_exception_of_the_runtime()
    {
        await using var plugin = await StartAsync("echo 1; exit 137");
        var calls = new PluginCalls(
            plugin.Channel.CreateCallInvoker(),
            "ledger",
            () => plugin.DescribeEndAsync(PluginLauncher.WayOn)
        );

        var failure = await Assert.ThrowsAsync<ProviderException>(() =>
            calls.CallAsync((c, o) => c.GetPluginInfoAsync(new(), o), CancellationToken.None)
        );

        Assert.That(
            failure!.Message,
            Does.StartWith("The plugin 'ledger' ended with exit code 137 before it answered.")
                .And.Contains("the next `up` goes on from there")
                .And.Not.Contains("Exception")
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
