using System.Text.Json;

namespace Documentation.Tests.Reference;

/// <summary>Writes the pages of the functions and that of the provider's settings.</summary>
internal static class FunctionPage
{
    /// <summary>The page of <c>getHost</c>.</summary>
    public static string WriteGetHost() =>
        Write(
            "getHost",
            """
            var host = GetHost.Invoke();
            var problems = host.Apply(h => string.Join('\n', h.Problems.Select(p => $"{p.Message} [{p.Code}]")));
            """,
            """
            The same is printed by `pulumi-resource-nixhost doctor`, and in a clone by `./pulumi doctor`.
            [The codes](../errors.md#the-host) have causes and remedies.
            """
        );

    /// <summary>The page of <c>getImages</c>.</summary>
    public static string WriteGetImages() =>
        Write(
            "getImages",
            """
            var images = GetImages.Invoke();
            var unused = images.Apply(i => string.Join('\n', i.Images.Where(image => image.Unused).Select(image => image.StorePath)));
            """,
            """
            The same is printed by `pulumi-resource-nixhost images`, and in a clone by `./pulumi images`; `--prune` drops
            [roots that nothing lies on](../how-to/disk-space.md).
            """
        );

    private static string Write(string name, string example, string more)
    {
        var function = SchemaText
            .Schema.GetProperty("functions")
            .GetProperty($"nixhost:index:{name}");
        return $"""
            # {name}

            {Generated.Note}

            {function.GetProperty("description").GetString()}

            ```csharp
            {example}
            ```

            {more}

            ## Outputs

            {Rows(function.GetProperty("outputs"), "properties")}

            """;
    }

    /// <summary>The page of the provider.</summary>
    public static string WriteProvider()
    {
        var provider = SchemaText.Schema.GetProperty("provider");
        return $"""
            # Provider

            {Generated.Note}

            {provider.GetProperty(
                "description"
            ).GetString()} A stack sets them with `infra config set nixhost:NAME VALUE`; a `Provider` gives
            resources that name it a configuration of their own.

            ```csharp
            var fast = new Infra.NixHost.Provider("fast", new() {"{ ImageDirectory = \"/srv/nvme/images\" }"});
            var disk = new OverlayDisk("web", new() {"{ Image = image }"}, new() {"{ Provider = fast }"});
            ```

            ## Settings

            {Rows(provider, "inputProperties")}

            """;
    }

    private static string Rows(JsonElement owner, string list) =>
        Generated.Table(
            "Name | Type | Description",
            owner
                .GetProperty(list)
                .EnumerateObject()
                .Select(p =>
                    $"| `{p.Name}` | {SchemaText.TypeOf(p.Value)} | {SchemaText.DescriptionOf(p.Value)} |"
                )
        );
}
