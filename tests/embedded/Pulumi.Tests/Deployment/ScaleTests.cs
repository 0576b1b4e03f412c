using Pulumi.Testing;
using Pulumi.Tests.Engine;
using Pulumi.Tests.Resources;
using Pulumirpc;

namespace Pulumi.Tests.Deployment;

internal sealed class ScaleTests
{
    [Test]
    [CancelAfter(150_000)]
    public async Task Five_thousand_resources_with_nested_applies_register(CancellationToken _)
    {
        await using var run = await FakeRun.StartAsync();

        var code = await run.RunAsync(() => NestedProgram.Create(5_000));

        Assert.That(code, Is.Zero);
        Assert.That(run.Calls.Of<RegisterResourceRequest>(), Has.Count.EqualTo(5_001));
    }

    [Test]
    [CancelAfter(150_000)]
    public async Task A_chain_of_ten_thousand_applies_does_not_overflow_the_stack(
        CancellationToken _
    )
    {
        var start = new TaskCompletionSource<int>();
        var output = Output.Create(start.Task);
        for (var i = 0; i < 10_000; i++)
        {
            output = output.Apply(value => value + 1);
        }

        start.SetResult(0);

        Assert.That(await OutputValue.OfAsync(output), Is.EqualTo(10_000));
    }

    [Test]
    [CancelAfter(150_000)]
    public async Task A_chain_of_two_thousand_dependent_resources_ends(CancellationToken _)
    {
        var resources = await Pulumi.Deployment.TestAsync(
            new EmptyMocks(),
            new() { IsPreview = false },
            () =>
            {
                Input<string> text = "start";
                for (var i = 0; i < 2_000; i++)
                {
                    text = new Thing($"t{i}", new() { Text = text }).Text;
                }
            }
        );

        Assert.That(resources, Has.Length.EqualTo(2_000));
    }
}
