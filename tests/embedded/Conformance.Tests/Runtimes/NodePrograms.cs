using Conformance.Tests.Lab;

namespace Conformance.Tests.Runtimes;

[Category("Real")]
[Parallelizable(ParallelScope.All)]
public sealed class NodePrograms
{
    [Test]
    public async Task A_program_in_typescript_runs_as_it_is()
    {
        using var stack = await NodeStack.CreateAsync("typed.ts");
        // The language's default, and an option of Node itself.
        stack.Place.Write(
            "Pulumi.yaml",
            "name: conformance\nruntime:\n  name: nodejs\n  options:\n    nodeargs: --max-old-space-size=512\nmain: typed.ts\n"
        );
        await stack.ConfigureAsync("text", "hello");

        (await stack.UpAsync()).Succeeded();

        Assert.That(
            (string?)(await stack.OutputsAsync())["text"],
            Is.EqualTo("hello in TypeScript")
        );
    }
}
