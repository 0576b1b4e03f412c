using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Planning;

/// <summary>Refuses targets that name nothing.</summary>
internal static class TargetCheck
{
    /// <summary>Reports every urn that is neither in the state nor, so far, in the program.</summary>
    /// <exception cref="ReportedException">There is one.</exception>
    /// <param name="context">The run.</param>
    /// <param name="literals">The urns.</param>
    /// <param name="isExclusion">Whether they are to be left out.</param>
    public static void Require(
        PlanningContext context,
        IEnumerable<string> literals,
        bool isExclusion = false
    )
    {
        var known = context
            .Olds.All.Select(slot => slot.Urn)
            .Concat(context.Seen.Urns)
            .Select(urn => urn.Value)
            .ToHashSet(StringComparer.Ordinal);
        var unknown = literals.Where(literal => !known.Contains(literal)).ToList();
        foreach (var literal in unknown)
        {
            context.Events.Error(null, Describe(literal, known, isExclusion));
        }

        if (unknown.Count > 0)
        {
            throw new ReportedException("a target does not exist");
        }
    }

    private static string Describe(string literal, HashSet<string> known, bool isExclusion)
    {
        var nearest = NearestName.Find(literal, known);
        var advice =
            nearest is not null ? $"Did you mean '{nearest}'?"
            : literal.Contains('$', StringComparison.Ordinal)
                ? "`pulumi stack --show-urns` lists all of them."
            : "`pulumi stack --show-urns` lists all of them. In a shell, write urns in single quotes: they may contain $.";
        var role = isExclusion ? "is to be left out" : "was given as a target";
        return $"There is no resource '{literal}' in the stack, which {role}. {advice}";
    }
}
