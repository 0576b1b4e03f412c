using System.Security.Cryptography;
using System.Text;
using Conformance.Tests.Lab;

namespace Conformance.Tests.Features;

[Category("Real")]
[Parallelizable(ParallelScope.All)]
public sealed class Assets
{
    [Test]
    public async Task Assets_are_compared_by_what_they_hold()
    {
        using var stack = await NodeStack.CreateAsync("assets.js");
        stack.Place.Write("content.txt", "first");
        Directory.CreateDirectory(Path.Combine(stack.Place.Directory, "folder"));
        stack.Place.Write("folder/inner.txt", "inner");

        (await stack.UpAsync()).Succeeded();
        Assert.That(stack.Ledger.Take(), Has.Exactly(3).StartsWith("create"));
        Assert.That(Hash("text"), Is.EqualTo(Sha256("some text")));
        Assert.That(Hash("file"), Is.EqualTo(Sha256("first")));
        var archive = Hash("archive");

        (await stack.PreviewAsync("--expect-no-changes")).Succeeded();

        stack.Place.Write("content.txt", "second");
        stack.Place.Write("folder/inner.txt", "changed");
        (await stack.UpAsync()).Succeeded();
        Assert.That(
            stack.Ledger.Take(),
            Is.EquivalentTo([
                "update file=undefined>undefined",
                "update archive=undefined>undefined",
            ])
        );
        Assert.That(Hash("file"), Is.EqualTo(Sha256("second")));
        Assert.That(Hash("archive"), Is.Not.EqualTo(archive));

        string? Hash(string name) => (string?)stack.Resource(name)["inputs"]!["data"]!["hash"];
    }

    private static string Sha256(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
