using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.Goals;

/// <summary>A request of a program: a resource, a read, or outputs. A closed hierarchy.</summary>
internal abstract class Registration
{
    private readonly TaskCompletionSource<RegistrationResult> _answer = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    private Registration() { }

    /// <summary>Completes with the answer for the program.</summary>
    public Task<RegistrationResult> Answer => _answer.Task;

    /// <summary>Answers the program; only the first answer counts.</summary>
    public void Done(RegistrationResult result) => _answer.TrySetResult(result);

    /// <summary>Cancels the answer, because the run is over.</summary>
    public void Abandon() => _answer.TrySetCanceled(CancellationToken.None);

    /// <summary>The registration of a resource.</summary>
    internal sealed class Resource(ResourceGoal goal) : Registration
    {
        public ResourceGoal Goal { get; } = goal;
    }

    /// <summary>A resource to read.</summary>
    internal sealed class Read(ResourceGoal goal, string id) : Registration
    {
        public ResourceGoal Goal { get; } = goal;

        public string Id { get; } = id;
    }

    /// <summary>The outputs of a component, or of the stack.</summary>
    internal sealed class ResourceOutputs(Urn urn, PropertyMap outputs) : Registration
    {
        public Urn Urn { get; } = urn;

        public PropertyMap Outputs { get; } = outputs;
    }
}
