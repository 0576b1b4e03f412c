using System.Runtime.CompilerServices;
using Infra.NixHost.Generator;

namespace Infra.NixHost.Provider.Tests.Definitions;

/// <summary>The schema that registries and generators of SDKs read from the repository.</summary>
internal sealed class CommittedSchemaTests
{
    [Test]
    public void Schema_json_is_current()
    {
        var path = Committed();
        var current = GeneratedSchema.Text();
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, current);
        }

        Assert.That(
            File.ReadAllText(path),
            Is.EqualTo(current),
            $"{path} is not what the provider says: run make generate, or this test with UPDATE_SNAPSHOTS=1"
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
