using Pulumi.Tests.Engine;
using Pulumi.Tests.Resources;

namespace Pulumi.Tests.Deployment;

internal sealed class ProtocolTests
{
    private FakeRun _run = null!;

    [SetUp]
    public async Task Start() => _run = await FakeRun.StartAsync();

    [TearDown]
    public async Task Stop() => await _run.DisposeAsync();

    [Test]
    public async Task A_program_sends_its_requests_in_the_order_of_the_real_sdk()
    {
        var code = await _run.RunAsync(() => new Thing("one"));

        Assert.Multiple(() =>
        {
            Assert.That(code, Is.Zero);
            Assert.That(
                _run.Calls.Names,
                Is.EqualTo(
                        new[]
                        {
                            "feature resourceReferences",
                            "feature aliasSpecs",
                            "register shop-dev",
                            "register one",
                            "outputs",
                            "shutdown",
                        }
                    )
                    .Or.EqualTo(
                        new[]
                        {
                            "feature resourceReferences",
                            "feature aliasSpecs",
                            "register shop-dev",
                            "outputs",
                            "register one",
                            "shutdown",
                        }
                    )
            );
            Assert.That(_run.Logs, Is.Empty);
        });
    }
}
