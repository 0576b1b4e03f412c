using Infra.Engine.Deployment.Resources;
using Infra.Engine.Goals;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Planning;

/// <summary>Finds the resource of the state that a registration continues, under its urn or a former one.</summary>
internal sealed class AliasResolver(PlanningContext context)
{
    /// <summary>The resource, and the former urn by which it was found.</summary>
    public (ResourceSlot? Old, Urn? Alias) Find(Urn urn, ResourceGoal goal)
    {
        var seen = context.Seen;
        if (seen.Aliased.TryGetValue(urn, out var claimer))
        {
            throw Reject(urn, $"The urn {urn} was claimed before as a former name of {claimer}.");
        }

        foreach (var former in FormerUrns(urn, goal).Prepend(urn))
        {
            if (context.Olds.Find(former) is not { } old)
            {
                continue;
            }

            if (former.Equals(urn))
            {
                return (old, null);
            }

            Claim(urn, former);
            return (old, former);
        }

        return (null, null);
    }

    private void Claim(Urn urn, Urn former)
    {
        var seen = context.Seen;
        if (seen.Urns.Contains(former))
        {
            throw Reject(
                urn,
                $"The alias {former} of {urn} names a resource that this program registered itself."
            );
        }

        if (seen.Aliased.TryGetValue(former, out var other))
        {
            throw Reject(urn, $"The alias {former} of {urn} was claimed before by {other}.");
        }

        seen.Aliased[former] = urn;
        seen.Aliases[urn] = former;
        context.Providers.AddAlias(urn, former);
    }

    private ReportedException Reject(Urn urn, string message)
    {
        context.Events.Error(urn, message);
        return new(message);
    }

    private List<Urn> FormerUrns(Urn urn, ResourceGoal goal)
    {
        var result = new List<Urn>();
        var unique = new HashSet<Urn> { urn };
        foreach (var alias in goal.Aliases)
        {
            Add(Collapse(goal, alias));
        }

        // The urn of a child contains its parent's type, so a parent's alias is an alias of its children.
        if (
            goal.Parent is { } parent
            && context.Seen.Aliases.TryGetValue(parent, out var formerParent)
        )
        {
            Add(Inherit(goal.Type, goal.Name, parent, formerParent));
            foreach (var alias in goal.Aliases)
            {
                var own = Collapse(goal, alias);
                Add(Inherit(own.Type, own.Name, parent, formerParent));
            }
        }

        return result;

        void Add(Urn former)
        {
            if (unique.Add(former))
            {
                result.Add(former);
            }
        }
    }

    private Urn Collapse(ResourceGoal goal, ResourceAlias alias)
    {
        if (alias.Urn is { } urn)
        {
            return urn;
        }

        var parent = alias.Parent is { } named
            ? context.Seen.Aliases.GetValueOrDefault(named, named)
            : goal.Parent;
        return Urn.Create(
            Or(alias.Stack, context.Stack),
            Or(alias.Project, context.Project),
            alias.NoParent ? null : parent,
            Or(alias.Type, goal.Type),
            Or(alias.Name, goal.Name)
        );
    }

    private static Urn Inherit(string type, string name, Urn parent, Urn formerParent)
    {
        // A child's name often begins with its parent's name, which may have changed with it.
        var former = name.StartsWith(parent.Name, StringComparison.Ordinal)
            ? formerParent.Name + name[parent.Name.Length..]
            : name;
        return Urn.Create(formerParent.Stack, formerParent.Project, formerParent, type, former);
    }

    private static string Or(string text, string otherwise) => text.Length > 0 ? text : otherwise;
}
