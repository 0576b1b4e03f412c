using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.Deployment.Goals;

/// <summary>Something a program wants. A closed hierarchy.</summary>
internal abstract class SourceEvent
{
    private readonly TaskCompletionSource<RegistrationResult> _answer = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    private SourceEvent() { }

    /// <summary>Completes when the program can be answered.</summary>
    public Task<RegistrationResult> Answer => _answer.Task;

    /// <summary>Answers the program; only the first answer counts.</summary>
    public void Done(RegistrationResult result) => _answer.TrySetResult(result);

    /// <summary>Tells the program that there will be no answer: the run is over.</summary>
    public void Abandon() => _answer.TrySetCanceled(CancellationToken.None);

    /// <summary>A resource to be.</summary>
    internal sealed class Registration(ResourceGoal goal) : SourceEvent
    {
        public ResourceGoal Goal { get; } = goal;
    }

    /// <summary>A resource to look up.</summary>
    internal sealed class Reading(ResourceGoal goal, string id) : SourceEvent
    {
        public ResourceGoal Goal { get; } = goal;

        public string Id { get; } = id;
    }

    /// <summary>The outputs of a component, or of the stack.</summary>
    internal sealed class OutputsRegistration(Urn urn, PropertyMap outputs) : SourceEvent
    {
        public Urn Urn { get; } = urn;

        public PropertyMap Outputs { get; } = outputs;
    }
}
