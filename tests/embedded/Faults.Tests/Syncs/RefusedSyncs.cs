using System.Globalization;
using System.Runtime.CompilerServices;
using CliWrap;
using Faults.Tests.Stage;

namespace Faults.Tests.Syncs;

/// <summary>The kernel refuses one fsync of a run: every fifth in turn, and with INFRA_ALL_SYNCS=1 each with every error.</summary>
/// <remarks>FailedSyncs of the engine refuses each of them in memory.</remarks>
[Category("Real")]
[CancelAfter(1_200_000)]
internal sealed class RefusedSyncs
{
    private static readonly (int Number, string Text)[] Errors =
    [
        (5, "Input/output error"),
        (28, "No space left on device"),
    ];

    /// <summary>It is odd, so that the errors take turns.</summary>
    private const int Stride = 5;

    private string _tools = null!;
    private LedgerProject _before = null!;
    private LedgerProject _undisturbed = null!;

    [OneTimeSetUp]
    public async Task RunUndisturbed()
    {
        _tools = Directory.CreateTempSubdirectory("infra-syncs-").FullName;
        await Cli.Wrap("cc")
            .WithArguments(["-O1", "-o", Tool, Path.Combine(SourceDirectory(), "failsync.c")])
            .ExecuteAsync();
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
        Directory.Delete(_tools, recursive: true);
    }

    private string Tool => Path.Combine(_tools, "failsync");

    private string CountFile => Path.Combine(_tools, "count");

    [Test]
    public async Task A_run_whose_flush_is_refused_is_no_success_and_the_next_run_finishes()
    {
        int syncs;
        using (var project = _before.Copy())
        {
            (await UpAsync(project, 0, 0)).Succeeded();
            syncs = await SyncsAsync();
        }

        TestContext.Out.WriteLine($"{syncs} flushes");
        Assert.That(syncs, Is.GreaterThan(10));
        var all = Environment.GetEnvironmentVariable("INFRA_ALL_SYNCS") == "1";
        for (var failing = 1; failing <= syncs; failing += all ? 1 : Stride)
        {
            foreach (var error in all ? Errors : [Errors[failing % Errors.Length]])
            {
                await RefuseAsync(failing, error);
            }
        }
    }

    private async Task RefuseAsync(int failing, (int Number, string Text) error)
    {
        using var project = _before.Copy();
        var refused = await UpAsync(project, failing, error.Number);
        if (await SyncsAsync() < failing)
        {
            // Workers that wait at once share flushes, so this run had fewer.
            refused.Succeeded();
            return;
        }

        var where = $"flush {failing}, {error.Text}:\n{refused.Text}";
        Assert.Multiple(() =>
        {
            Assert.That(refused.ExitCode, Is.Not.Zero, where);
            Assert.That(refused.Text, Does.Contain(error.Text), where);
            Assert.That(refused.Text, Does.Not.Contain("is a bug"), where);
        });

        (await project.UpAsync(2)).Succeeded();

        Assert.Multiple(() =>
        {
            Assert.That(project.State.Contents, Is.EqualTo(_undisturbed.State.Contents), where);
            Assert.That(project.Ledger.Contents, Is.EqualTo(_undisturbed.Ledger.Contents), where);
            Assert.That(project.Ledger.Ids, Is.EqualTo(project.State.EntryIds), where);
        });
    }

    private Task<Stage.CommandResult> UpAsync(LedgerProject project, int failing, int error) =>
        new RunningCommand(
            project
                .Command()
                .WithTargetFile(Tool)
                .WithArguments([
                    Path.GetFileName(Checkout.Cli),
                    $"{failing}",
                    $"{error}",
                    CountFile,
                    Checkout.Cli,
                    .. LedgerProject.UpTo(2),
                    "--non-interactive",
                ])
        ).Result;

    /// <summary>How many flushes the last run had.</summary>
    private async Task<int> SyncsAsync() =>
        int.Parse(await File.ReadAllTextAsync(CountFile), CultureInfo.InvariantCulture);

    private static string SourceDirectory([CallerFilePath] string here = "") =>
        Path.GetDirectoryName(here)
        ?? throw new InvalidOperationException("The compiler does not say where this file is.");
}
