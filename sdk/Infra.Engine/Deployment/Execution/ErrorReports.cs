using Infra.Engine.Deployment.Goals;
using Infra.Engine.Deployment.Planning;
using Infra.Protocol;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Execution;

/// <summary>Tells the user what went wrong in planning.</summary>
internal sealed class ErrorReports(PlanningContext context)
{
    /// <summary>Does something and says whether it went well; what the user can mend is published.</summary>
    /// <param name="wish">What it is about; <c>null</c> for the run as a whole.</param>
    /// <param name="work">What to do.</param>
    public async Task<bool> TryAsync(SourceEvent? wish, Func<Task> work)
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
            context.Events.Error(UrnOf(wish), e.Message);
            return false;
        }
    }

    private Urn? UrnOf(SourceEvent? wish) =>
        wish switch
        {
            SourceEvent.Registration { Goal: var goal } => UrnOf(goal),
            SourceEvent.Reading { Goal: var goal } => UrnOf(goal),
            SourceEvent.OutputsRegistration { Urn: var urn } => urn,
            _ => null,
        };

    private Urn UrnOf(ResourceGoal goal) =>
        Urn.Create(context.Stack, context.Project, goal.Parent, goal.Type, goal.Name);
}
