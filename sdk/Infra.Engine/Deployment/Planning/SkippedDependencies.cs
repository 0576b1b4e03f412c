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
        if (skipped.Count == 0)
        {
            return;
        }

        foreach (var step in steps.Where(s => s.NewSlot is not null && s is not SkippedCreateStep))
        {
            foreach (var needed in step.Resource.All().Where(skipped.Contains).ToList())
            {
                var message =
                    $"{step.Urn} depends on {needed}, which would be created but is not among the targets. Add it: "
                    + $"--target '{needed}'.";
                context.Events.Error(step.Urn, message);
                if (!context.Options.IsPreview)
                {
                    throw new ReportedException(message);
                }

                // Once is enough for the user to know.
                skipped.Remove(needed);
            }
        }
    }
}
