using CliWrap;
using Faults.Tests.Stage;

namespace Faults.Tests;

/// <summary>The backend is on a disk of its own, which fills up.</summary>
[Category("Real")]
[CancelAfter(300_000)]
internal sealed class FullDisks
{
    private LedgerProject _undisturbed = null!;
    private LedgerProject _before = null!;

    [OneTimeSetUp]
    public async Task RunUndisturbed()
    {
        _before = await LedgerProject.CreateAsync();
        (await _before.UpAsync(1)).Succeeded();
        _undisturbed = _before.Copy();
        (await _undisturbed.UpAsync(2)).Succeeded();
    }

    [OneTimeTearDown]
    public void RemoveAll()
    {
        _before.Dispose();
        _undisturbed.Dispose();
    }

    /// <summary>From no room even for the lock, over the journal and the new state, to the history.</summary>
    /// <remarks>A slow run needs less room, because its journal begins anew with each checkpoint; so with more room it may get through.</remarks>
    [TestCase(0, true)]
    [TestCase(4, true)]
    [TestCase(8, true)]
    [TestCase(20, false)]
    [TestCase(32, false)]
    public async Task A_run_without_room_fails_its_state_is_sound_and_the_next_run_finishes(
        int kibibytes,
        bool fails
    )
    {
        using var project = _before.Copy();
        (await RunOnDiskAsync(project, kibibytes)).Succeeded();
        string Read(string name) => File.ReadAllText(Path.Combine(project.Directory, name));
        var (failure, failed) = (Read("failure"), Read("code").Trim() != "0");
        Assert.Multiple(() =>
        {
            Assert.That(failed || !fails, Is.True, failure);
            Assert.That(
                failure.Contains("No space left on device", StringComparison.Ordinal),
                Is.EqualTo(failed)
            );
            Assert.That(failure, Does.Not.Contain("   at "), "a trace of the stack");
            Assert.That(
                StateView.Parse(Read("full.json")).Urns,
                Is.SupersetOf(_before.State.Urns.Intersect(_undisturbed.State.Urns))
            );
            Assert.That(
                StateView.Parse(Read("final.json")).Contents,
                Is.EqualTo(_undisturbed.State.Contents)
            );
            Assert.That(project.Ledger.Contents, Is.EqualTo(_undisturbed.Ledger.Contents));
            Assert.That(
                project.Ledger.Ids,
                Is.EqualTo(StateView.Parse(Read("final.json")).EntryIds)
            );
        });
    }

    private static async Task<Stage.CommandResult> RunOnDiskAsync(
        LedgerProject project,
        int kibibytes
    )
    {
        var script = Path.Combine(project.Directory, "run.sh");
        await File.WriteAllTextAsync(script, Script);

        return await new RunningCommand(
            project
                .Command()
                .WithTargetFile("unshare")
                .WithArguments([
                    "--mount",
                    "--propagation",
                    "private",
                    "bash",
                    script,
                    Checkout.Cli,
                    $"{kibibytes}",
                ])
        ).Result;
    }

    // In a mount namespace of its own: with this script's end the disk is gone.
    private const string Script = """
        set -eu
        infra=$1 room=$2 state=.pulumi/stacks/faults/dev.json
        up() { "$infra" up --yes --skip-preview --non-interactive -c version=2; }
        cp -r .pulumi kept
        mount -t tmpfs -o size=512k none .pulumi
        cp -r kept/. .pulumi
        free=$(df --output=avail -k .pulumi | tail -n 1)
        head -c $(((free - room) * 1024)) /dev/zero > .pulumi/filler
        code=0
        up > failure 2>&1 || code=$?
        echo $code > code
        cp $state full.json
        "$infra" stack export > /dev/null
        rm .pulumi/filler
        "$infra" stack export --file exported.json
        up
        cp $state final.json
        """;
}
