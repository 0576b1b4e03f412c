using Pulumi;

namespace LedgerStack;

/// <summary>What the stack can consist of.</summary>
internal static class Shapes
{
    /// <summary>Entries beside each other, all of them different in each version.</summary>
    public static Dictionary<string, object?> Flat(int count, int version)
    {
        for (var i = 0; i < count; i++)
        {
            _ = new Entry($"entry-{i}", new() { Size = version });
        }

        return [];
    }

    /// <summary>Eight entries whose nested values are texts of that length.</summary>
    public static Dictionary<string, object?> Large(int length)
    {
        for (var i = 0; i < 8; i++)
        {
            // Each its own, so that nobody can keep one for all.
            var text = $"{i}" + new string((char)('a' + i), length - 1);
            _ = new Entry(
                $"large-{i}",
                new() { Nested = new InputMap<object> { ["text"] = text } }
            );
        }

        return [];
    }

    /// <summary>From one version to the next something of every kind happens: updates, replacements in both orders with dependents, creates and deletes.</summary>
    public static Dictionary<string, object?> Mixed(int version, Output<string>? password)
    {
        var kind = $"kind-{version}";
        var stays = new Entry("stays", new());
        var changes = new Entry("changes", new() { Size = version });
        var replaced = new Entry("replaced", new() { Kind = kind, Size = changes.Size });
        var exclusive = new Entry("exclusive", new() { Kind = kind, Exclusive = true });
        var above = new Entry(
            "above",
            new() { Size = version },
            new() { DependsOn = { replaced, exclusive, stays } }
        );
        var group = new Group("group", version);
        _ =
            version == 1
                ? new Entry("leaves", new())
                : new Entry("joins", new() { Size = above.Size });
        var outputs = new Dictionary<string, object?>
        {
            ["size"] = above.Size,
            ["group"] = group.Size,
        };
        if (password is not null)
        {
            var keeper = new Entry(
                "keeper",
                new()
                {
                    Password = password,
                    Nested = new InputMap<object> { ["list"] = new object[] { password, "plain" } },
                }
            );
            outputs["token"] = keeper.Token;
            outputs["deep"] = Output
                .Tuple(password, keeper.Token)
                .Apply(p => new[] { p.Item1, p.Item2 });
        }

        return outputs;
    }
}
