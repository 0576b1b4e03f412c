using System.Collections.Immutable;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Deployment.Steps;

namespace Infra.Engine.Deployment.Planning;

/// <summary>Refuses steps that need a new resource which the run leaves out because it is not targeted.</summary>
internal static class SkippedDependencies
{
    /// <summary>Reports every such need; a preview goes on to report all of them.</summary>
    public static void Refuse(PlanningContext context, ImmutableArray<Step> steps)
    {
        var skipped = context.Seen.SkippedCreates;
        if (skipped.Count == 0 || context.IsForProviders)
        {
            return;
        }

        foreach (var step in steps.Where(s => s.NewSlot is not null && s is not SkippedCreateStep))
        {
            foreach (var needed in step.Resource.All().Where(skipped.Contains).ToList())
            {
                var message =
                    $"{step.Urn} depends on {needed}, which would be created but is left out of this run. "
                    + (
                        context.Targets.HasExcludes
                            ? "Leave out both with --exclude-dependents, or neither."
                            : $"Add it: --target '{needed}'."
                    );
                context.Refuse(step.Urn, message);
                // Once is enough for the user to know.
                skipped.Remove(needed);
            }
        }
    }
}
