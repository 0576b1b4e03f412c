using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Resources;

/// <summary>A second state of the same program, in the same folder and on the same machine, while a run of the first one lives.</summary>
internal sealed class LivingRunTests : OwnershipTest
{
    [TestCaseSource(nameof(Kinds))]
    public async Task What_a_run_that_lives_has_made_is_not_taken_over(
        string type,
        PropertyMap inputs,
        PropertyMap changed
    )
    {
        var empty = Picture();
        await Stack.UpAsync(type, "x", inputs);
        var before = Picture();
        var other = Other();

        await other.PreviewAsync(type, "x", changed);
        Assert.That(other.Log.Warnings, Has.Exactly(1).Contains("[made-elsewhere]"));
        await IsMadeElsewhereAsync(() => other.UpAsync(type, "x", changed));

        Assert.That(Picture(), Is.EqualTo(before));
        Assert.That((await Stack.UpAsync(type, "x", changed)).Operation, Is.EqualTo("update"));
        other.Restart();
        await LeavesNothingAsync(type, "x", empty);
    }

    [TestCaseSource(nameof(Kinds))]
    public async Task A_create_waits_for_the_provider_of_a_killed_run_and_takes_over(
        string type,
        PropertyMap inputs,
        PropertyMap changed
    )
    {
        var made = await Stack.UpAsync(type, "x", inputs);
        var other = Other();

        var waiting = other.UpAsync(type, "x", changed);
        Assert.That(waiting.IsCompleted, Is.False);
        Stack.Kill();

        Assert.That((await waiting).Id, Is.EqualTo(made.Id));
    }

    [TestCaseSource(nameof(Kinds))]
    public async Task Of_two_runs_one_takes_over_what_a_killed_run_left(
        string type,
        PropertyMap inputs,
        PropertyMap changed
    )
    {
        var made = await Stack.UpAsync(type, "x", inputs);
        Stack.Forget(type, "x");
        Stack.Kill();
        Assert.That((await Stack.UpAsync(type, "x", changed)).Id, Is.EqualTo(made.Id));

        await IsMadeElsewhereAsync(() => Other().UpAsync(type, "x", inputs));
    }

    [TestCaseSource(nameof(Kinds))]
    public async Task What_a_run_holds_is_gone_with_it(
        string type,
        PropertyMap inputs,
        PropertyMap changed
    )
    {
        await Stack.UpAsync(type, "x", inputs);
        await Stack.UpAsync(type, "x", changed);
        Assert.That(Held(), Has.Length.EqualTo(1));

        Stack.Restart();

        Assert.That(Held(), Is.Empty);
    }

    /// <summary>A second state, whose waits are short.</summary>
    private HostStack Other()
    {
        var other = new HostStack(Stack.Host, Stack.Directory);
        other.Restart(new QuickClock());
        return other;
    }

    private string[] Held() => [.. Records().Where(f => Path.GetExtension(f) == ".making")];

    private static async Task IsMadeElsewhereAsync(Func<Task> run)
    {
        var failure = await Assert.ThrowsAsync<HostException>(() => run());
        Assert.That(failure?.Code, Is.EqualTo("made-elsewhere"));
    }
}
