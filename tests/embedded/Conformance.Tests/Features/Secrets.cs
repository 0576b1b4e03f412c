using Conformance.Tests.Lab;

namespace Conformance.Tests.Features;

[Category("Real")]
[Parallelizable(ParallelScope.All)]
public sealed class Secrets
{
    private const string Signature = "4dabf18193072939515e22adb298388d";
    private static readonly string[] Plain = ["open sesame", "own secret", "inside an object"];

    [Test]
    public async Task Secrets_stay_secret_on_all_their_ways()
    {
        using var stack = await NodeStack.CreateAsync("secrets.js", "reader.js");
        await stack.ConfigureAsync("password", Plain[0], secret: true);
        (
            await stack.RunAsync("config", "set", "--path", "object.inner", Plain[2], "--secret")
        ).Succeeded();

        var log = Path.Combine(stack.Place.Root, "events");
        var up = await stack.UpAsync("--event-log", log);
        var shown = up.Succeeded().Text + (await File.ReadAllTextAsync(log));
        Assert.That(Plain.Where(shown.Contains), Is.Empty);
        Assert.That(
            Directory.GetFiles(stack.Place.Root, "*", Everywhere).Where(HoldsSecret),
            Is.Empty
        );

        Assert.That(
            Names("holder", "outputs").Concat(Names("derived", "inputs")),
            Is.EqualTo(["data", "data"])
        );
        Assert.That(Names("marked", "outputs"), Is.EqualTo(["text"]));

        var hidden = await stack.OutputsAsync();
        Assert.That(
            hidden.Properties().Where(p => (string?)p.Value == "[secret]").Select(p => p.Name),
            Is.EquivalentTo(["password", "object", "data", "text", "own"])
        );
        Assert.That((int?)hidden["length"], Is.EqualTo(Plain[0].Length));
        var open = await stack.OutputsAsync(showSecrets: true);
        Assert.That((string?)open["data"], Is.EqualTo(Plain[0]));
        Assert.That((string?)open["object"], Is.EqualTo(Plain[2]));
        Assert.That((string?)open["text"], Is.EqualTo("marked is open"));

        await ReadByAnotherStackAsync(stack);

        IEnumerable<string> Names(string resource, string side) =>
            ((Newtonsoft.Json.Linq.JObject)stack.Resource(resource)[side]!)
                .Properties()
                .Where(p =>
                    p.Value is Newtonsoft.Json.Linq.JObject value && value.ContainsKey(Signature)
                )
                .Where(p => !p.Name.StartsWith("__", StringComparison.Ordinal))
                .Select(p => p.Name);
    }

    private static EnumerationOptions Everywhere { get; } =
        new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    private static bool HoldsSecret(string path) =>
        File.ReadAllText(path) is var text
        // The program itself may name its own secret.
        && Path.GetExtension(path) != ".js"
        && Plain.Any(text.Contains);

    private static async Task ReadByAnotherStackAsync(NodeStack stack)
    {
        stack.Place.WriteProject("conformance-reader", "reader.js");
        (await stack.RunAsync("stack", "init", "other")).Succeeded();
        (await stack.UpAsync("--stack", "other")).Succeeded();
        var outputs = await stack.OutputsAsync();
        Assert.That((string?)outputs["open"], Is.EqualTo("marked"));
        Assert.That((string?)outputs["password"], Is.EqualTo("[secret]"));
        Assert.That((bool?)outputs["missing"], Is.True);
        Assert.That((bool?)outputs["details"], Is.True);
    }
}
