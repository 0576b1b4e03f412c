using System.Text.Json;
using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

/// <summary>Runs whose program fails, and programs whose hooks and transforms the engine calls.</summary>
[Category("Real")]
[CancelAfter(300_000)]
public sealed class Troubles
{
    private LabHost _lab = null!;
    private Stack _stack = null!;
    private string _journal = null!;

    [SetUp]
    public async Task StartTheLab()
    {
        _lab = await LabHost.StartAsync();
        _stack = await Stack.CreateAsync(_lab, Checkout.TroubleStack);
        _journal = Path.Combine(_stack.Directory, "journal");
        await _stack.ConfigureAsync("journal", _journal);
    }

    [TearDown]
    public async Task TakeTheLabDown() => await _lab.DisposeAsync();

    [TestCase("program", "Program.cs")]
    [TestCase("apply", "Program.cs")]
    [TestCase("component", "TroubledComponent.cs")]
    public async Task An_exception_shows_the_users_own_frame_first_and_once_and_the_state_stays_whole(
        string where,
        string file
    )
    {
        await _stack.ConfigureAsync("trouble", where);

        var up = await _stack.PreviewedUpAsync();

        var frame = up
            .Text.Split('\n')
            .First(l => l.TrimStart().StartsWith("at ", StringComparison.Ordinal));
        Assert.That(up.ExitCode, Is.EqualTo(1), up.Text);
        Assert.That(frame, Does.Contain(file + ":line"), up.Text);
        Assert.That(Count(up.Text, $"trouble in {where}"), Is.EqualTo(1), up.Text);
        Assert.That(up.Text, Does.Not.Contain("at Pulumi.").And.Not.Contains("at System."));
        await WholeAsync();
        await _stack.ConfigureAsync("trouble", "none");
        (await _stack.UpAsync()).Succeeded();
        (await _stack.PreviewAsync("--expect-no-changes")).Succeeded();
        await WholeAsync();
    }

    [Test]
    public async Task A_hook_that_fails_keeps_its_resource_from_being_made_and_says_why()
    {
        await _stack.ConfigureAsync("trouble", "hook");

        var up = await _stack.PreviewedUpAsync();

        Assert.That(up.ExitCode, Is.EqualTo(1), up.Text);
        Assert.That(up.Text, Does.Contain("trouble in hook").And.Contains("Journal.cs:line"));
        Assert.That(await NetworksAsync(), Has.No.Member("test-second"));
        await WholeAsync();
        await _stack.ConfigureAsync("trouble", "none");
        (await _stack.UpAsync()).Succeeded();
        Assert.That(await NetworksAsync(), Is.SupersetOf(["test-first", "test-second"]));
    }

    [Test]
    public async Task The_engine_calls_transforms_and_hooks_of_the_program_and_nothing_without_a_change()
    {
        (await _stack.UpAsync()).Succeeded();

        Assert.That(await _stack.OutputAsync("first"), Is.EqualTo("test-first"));
        Assert.That(
            await File.ReadAllLinesAsync(_journal),
            Is.EquivalentTo([
                "before first test-first -",
                "after first test-first test-first",
                "before second test-second -",
                "after second test-second test-second",
            ])
        );

        File.Delete(_journal);
        (await _stack.UpAsync("--expect-no-changes")).Succeeded();
        Assert.That(_journal, Does.Not.Exist);

        await _stack.ConfigureAsync("second", "false");
        (await _stack.UpAsync()).Succeeded();
        Assert.That(await File.ReadAllLinesAsync(_journal), Is.EqualTo(["gone second - -"]));
        Assert.That(await NetworksAsync(), Has.No.Member("test-second"));
    }

    private async Task<string[]> NetworksAsync() =>
        (await _lab.RunAsync("virsh", "-c", "qemu:///system", "net-list", "--all", "--name"))
            .Succeeded()
            .Output.Split(
                '\n',
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            );

    // libvirt and the state have the same networks, and no operation is pending.
    private async Task WholeAsync()
    {
        using var state = JsonDocument.Parse(
            (await _stack.RunAsync("stack", "export")).Succeeded().Output
        );
        var deployment = state.RootElement.GetProperty("deployment");
        var names = deployment.TryGetProperty("resources", out var resources)
            ? resources
                .EnumerateArray()
                .Where(r => r.GetProperty("type").GetString() == "nixhost:index:BridgeNetwork")
                .Select(r => r.GetProperty("outputs").GetProperty("networkName").GetString())
                .ToArray()
            : [];

        Assert.That(
            deployment.TryGetProperty("pending_operations", out var pending)
                && pending.GetArrayLength() > 0,
            Is.False
        );
        Assert.That(
            (await NetworksAsync()).Where(n => n.StartsWith("test-", StringComparison.Ordinal)),
            Is.EquivalentTo(names)
        );
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
