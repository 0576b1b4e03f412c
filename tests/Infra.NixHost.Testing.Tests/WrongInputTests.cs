using Infra.NixHost.Hosts;
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
        var (inMemory, onHost) = await CompareAsync(real, wrong);

        Assert.That(
            onHost.Select(p => p.ToString()),
            Is.EqualTo(inMemory.Select(p => p.ToString()))
        );
        if (!wrong.DependsOnHost)
        {
            Assert.That(onHost, Has.Some.Matches<Problem>(p => Says(p, wrong)));
        }
    }

    // Other tests make bridges, which errors name. Both sides are asked again when the bridges have changed between them.
    private static async Task<(
        IReadOnlyList<Problem> InMemory,
        IReadOnlyList<Problem> OnHost
    )> CompareAsync(LocalHost real, WrongInput wrong)
    {
        while (true)
        {
            var bridges = real.Bridges.List();
            using var host = await LikeAsync(real, bridges);
            using var program = new ProgramDirectory();
            var inMemory = await FindAsync(host, program, wrong);
            var onHost = await CatchAsync(() =>
                StackRun.PreviewAsync(
                    program.Options(host),
                    real,
                    () => Deployment.RunAsync(wrong.Program)
                )
            );
            if (real.Bridges.List().SequenceEqual(bridges))
            {
                return (inMemory, onHost);
            }
        }
    }

    // A host in memory that is like this machine.
    private static async Task<TestHost> LikeAsync(LocalHost real, IReadOnlyList<string> bridges)
    {
        var support = await real.Facts.ReadSupportAsync(default);
        return new()
        {
            Adjust = fake =>
            {
                fake.FakeFacts.Support = support;
                fake.FakeFacts.Devices = real.Facts.ReadDevices();
                fake.Detected = real.Accelerators.Detect();
                fake.FakeBridges.All.Clear();
                foreach (var name in bridges)
                {
                    if (real.Bridges.Find(name) is { } bridge)
                    {
                        fake.FakeBridges.All[name] = bridge;
                    }
                }
            },
        };
    }

    [Test]
    public void The_table_has_forty_cases_and_no_two_alike()
    {
        var names = Cases.Select(c => c.ToString()).ToList();

        Assert.That(names, Has.Count.GreaterThanOrEqualTo(40));
        Assert.That(names, Is.Unique);
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
