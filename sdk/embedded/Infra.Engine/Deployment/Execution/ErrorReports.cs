using System.Collections.Concurrent;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Goals;
using Infra.Protocol;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Execution;

/// <summary>Publishes errors of planning.</summary>
internal sealed class ErrorReports(PlanningContext context)
{
    private readonly ConcurrentDictionary<Exception, byte> _told = new(
        ReferenceEqualityComparer.Instance
    );

    /// <summary>Runs some work and returns whether it succeeded; errors that the user can fix are published.</summary>
    /// <param name="registration">The event that the work is about; <c>null</c> for the run as a whole.</param>
    public async Task<bool> TryAsync(Registration? registration, Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (ReportedException)
        {
            return false;
        }
        catch (InfraException e)
        {
            // One failure of a provider, such as that of its configuration, meets every resource that it has.
            if (!_told.TryAdd(e, 0))
            {
                return false;
            }

            foreach (
                var message in e is RejectedException { Reasons: var reasons }
                    ? reasons
                    : [e.Message]
            )
            {
                context.Events.Error(UrnOf(registration), message);
            }

            return false;
        }
    }

    private Urn? UrnOf(Registration? registration) =>
        registration switch
        {
            Registration.Resource { Goal: var goal } => UrnOf(goal),
            Registration.Read { Goal: var goal } => UrnOf(goal),
            Registration.ResourceOutputs { Urn: var urn } => urn,
            _ => null,
        };

    private Urn UrnOf(ResourceGoal goal) =>
        Urn.Create(context.Stack, context.Project, goal.Parent, goal.Type, goal.Name);
}
