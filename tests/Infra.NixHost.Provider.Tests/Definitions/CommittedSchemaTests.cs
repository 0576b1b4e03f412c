using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Infra.NixHost.Provider.Tests.Definitions;

/// <summary>The schema that registries and generators of SDKs read from the repository.</summary>
internal sealed class CommittedSchemaTests
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.General)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Test]
    public void Schema_json_is_current()
    {
        var path = Committed();
        var current = JsonNode.Parse(Package.Schema())!.ToJsonString(Readable) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, current);
        }

        Assert.That(
            File.ReadAllText(path),
            Is.EqualTo(current),
            $"{path} is not what the provider says: run this test with UPDATE_SNAPSHOTS=1"
        );
    }

    private static string Committed([CallerFilePath] string here = "") =>
        Path.GetFullPath(
            Path.Combine(
                Path.GetDirectoryName(here)!,
                "../../../sdk/Infra.NixHost.Provider/schema.json"
            )
        );
}
