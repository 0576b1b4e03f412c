using Conformance.Tests.Lab;

namespace Conformance.Tests.Recorded;

/// <summary>Holds our command line to what the Pulumi CLI did, as recorded in tests/RealCli.</summary>
[Category("Real")]
public sealed class RecordedScenarios
{
    /// <summary>For all scenarios on a busy machine.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(40);

    [Test]
    public async Task Every_step_is_as_the_Pulumi_cli_did_it()
    {
        // All scenarios, or some by their numbers, are played on request.
        var seeds = Environment.GetEnvironmentVariable("INFRA_REAL_CLI");
        string[] arguments =
        [
            Path.Combine(Checkout.Root, "tests", "RealCli", "run.mjs"),
            "--cli",
            Checkout.Cli,
            "--modules",
            await NodeModules.EnsureAsync(),
            "--seeds",
            string.IsNullOrEmpty(seeds) ? "third" : seeds,
            "--out",
            Path.Combine(Checkout.Root, "artifacts", "real-cli"),
        ];

        var played = await Command.RunAsync(
            "node",
            arguments,
            Checkout.Root,
            new Dictionary<string, string?>(),
            Budget
        );

        Assert.That(played.Succeeded().Text, Does.Contain(" 0 mismatches"));
    }
}
