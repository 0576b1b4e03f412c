using Message = Pulumirpc.Alias;

namespace Pulumi.Deployments;

/// <summary>Converts aliases to and from messages. The engine adds the aliases that follow from those of the parents.</summary>
internal static class AliasSpecs
{
    public static async Task<List<Message>> ResolveAsync(IEnumerable<Input<Alias>> aliases)
    {
        var resolved = new List<Message>();
        foreach (var alias in aliases)
        {
            var state = await alias.ToOutput().State.ConfigureAwait(false);
            if (state.IsKnown && state.Value is not null)
            {
                resolved.Add(await ResolveAsync(state.Value).ConfigureAwait(false));
            }
        }

        return resolved;
    }

    public static Alias Read(Message alias)
    {
        if (alias.AliasCase == Message.AliasOneofCase.Urn)
        {
            return new() { Urn = alias.Urn };
        }

        var spec = alias.Spec;
        return new()
        {
            Name = InputOrNull(spec.Name),
            Type = InputOrNull(spec.Type),
            Stack = InputOrNull(spec.Stack),
            Project = InputOrNull(spec.Project),
            ParentUrn = InputOrNull(spec.ParentUrn),
            NoParent = spec.NoParent,
        };
    }

    private static Input<string>? InputOrNull(string text) =>
        text.Length > 0 ? (Input<string>)text : null;

    private static async Task<Message> ResolveAsync(Alias alias)
    {
        Check(alias);
        if (alias.Urn is not null)
        {
            return new() { Urn = alias.Urn };
        }

        var spec = new Message.Types.Spec
        {
            Name = await TextAsync(alias.Name).ConfigureAwait(false),
            Type = await TextAsync(alias.Type).ConfigureAwait(false),
            Stack = await TextAsync(alias.Stack).ConfigureAwait(false),
            Project = await TextAsync(alias.Project).ConfigureAwait(false),
        };
        var parent = await TextAsync(alias.Parent is { } p ? p.Urn : alias.ParentUrn)
            .ConfigureAwait(false);
        if (parent.Length > 0)
        {
            spec.ParentUrn = parent;
        }
        else if (alias.Parent is null && alias.ParentUrn is null)
        {
            spec.NoParent = alias.NoParent;
        }

        return new() { Spec = spec };
    }

    private static void Check(Alias alias)
    {
        var parents = new[]
        {
            alias.Parent is not null,
            alias.ParentUrn is not null,
            alias.NoParent,
        };
        var others = parents.Append(
            (alias.Name ?? alias.Type ?? alias.Stack ?? alias.Project) is not null
        );
        if (alias.Urn is not null && others.Any(given => given))
        {
            throw new RunException(
                "An alias with Urn takes no other property, because the URN contains all of them."
            );
        }

        if (parents.Count(given => given) > 1)
        {
            throw new RunException("An alias takes only one of Parent, ParentUrn and NoParent.");
        }
    }

    private static async Task<string> TextAsync(Input<string>? input) =>
        input is null ? "" : (await input.ToOutput().State.ConfigureAwait(false)).Value ?? "";
}
