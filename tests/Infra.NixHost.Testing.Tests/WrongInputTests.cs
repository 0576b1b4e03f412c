using Infra.NixHost.Host;
using Infra.NixHost.Testing.Running;
using Infra.NixHost.Testing.Tests.Wrong;
using Pulumi;

namespace Infra.NixHost.Testing.Tests;

/// <summary>What a preview refuses, a test refuses in the same words.</summary>
internal sealed class WrongInputTests
{
    private static IEnumerable<WrongInput> Cases => [.. WrongGuests.All, .. WrongResources.All];

    [TestCaseSource(nameof(Cases))]
    public async Task A_wrong_input_is_found_in_memory(WrongInput wrong)
    {
        using var host = new TestHost();
        using var program = new ProgramDirectory();

        var problems = await FindAsync(host, program, wrong);

        Assert.That(problems, Has.Some.Matches<Problem>(p => Says(p, wrong)));
    }

    [Category("Real")]
    [TestCaseSource(nameof(Cases))]
    public async Task A_wrong_input_is_told_by_a_real_host_in_the_same_words(WrongInput wrong)
    {
        using var real = new LocalHost(new());
        var (support, bridges) = (await real.Facts.ReadSupportAsync(default), real.Bridges.List());
        // A host in memory that is like this machine.
        using var host = new TestHost
        {
            Adjust = fake =>
            {
                fake.FakeFacts.Support = support;
                fake.FakeFacts.Devices = real.Facts.ReadDevices();
                fake.Detected = real.Accelerators.Detect();
                fake.FakeBridges.All.Clear();
                foreach (var name in bridges)
                {
                    fake.FakeBridges.All[name] = real.Bridges.Find(name)!;
                }
            },
        };
        using var program = new ProgramDirectory();

        var inMemory = await FindAsync(host, program, wrong);
        var onHost = await CatchAsync(() =>
            StackRun.PreviewAsync(
                program.Options(host),
                real,
                () => Deployment.RunAsync(wrong.Program)
            )
        );

        Assert.That(
            onHost.Select(p => p.ToString()),
            Is.EqualTo(inMemory.Select(p => p.ToString()))
        );
        if (!wrong.DependsOnHost)
        {
            Assert.That(onHost, Has.Some.Matches<Problem>(p => Says(p, wrong)));
        }
    }

    [Test]
    public void The_table_has_forty_cases_and_no_two_alike()
    {
        var names = Cases.Select(c => c.ToString()).ToList();

        Assert.That(names, Has.Count.GreaterThanOrEqualTo(40));
    }

    private static Task<IReadOnlyList<Problem>> FindAsync(
        TestHost host,
        ProgramDirectory program,
        WrongInput wrong
    ) => CatchAsync(() => NixHostTest.PreviewAsync(program.Options(host), wrong.Program));

    private static async Task<IReadOnlyList<Problem>> CatchAsync(Func<Task<StackPlan>> run) =>
        (await Failure.FindAsync(run))?.Problems ?? [];

    private static bool Says(Problem? problem, WrongInput wrong) =>
        problem?.Property == wrong.Property
        && problem.Text.Contains(wrong.Text, StringComparison.Ordinal);
}
