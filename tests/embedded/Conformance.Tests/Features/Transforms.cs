using Conformance.Tests.Lab;

namespace Conformance.Tests.Features;

[Category("Real")]
[Parallelizable(ParallelScope.All)]
public sealed class Transforms
{
    [Test]
    public async Task Transforms_change_what_is_registered()
    {
        using var stack = await NodeStack.CreateAsync("transforms.js");

        (await stack.UpAsync()).Succeeded();

        Assert.That(
            stack.Ledger.Take(),
            Is.EquivalentTo([
                "create single=single own stack",
                "create child=child group stack",
                "create older=older way stack",
                "create guarded=guarded stack",
            ])
        );
        Assert.That((bool?)stack.Resource("guarded")["protect"], Is.True);
        Assert.That((bool?)stack.Resource("single")["protect"], Is.Not.True);
    }
}
