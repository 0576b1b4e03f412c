using Infra.Engine.Deployment.Goals;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Events;
using Infra.Engine.State;

namespace Infra.Engine.Deployment.Steps;

/// <summary>Brings a resource that exists under management. What the program wants of it is compared afterwards.</summary>
internal sealed class ImportStep : Step
{
    private readonly SourceEvent _registration;

    /// <summary>Creates the step.</summary>
    /// <param name="registration">Whom to answer if it fails.</param>
    /// <param name="old">Another resource that the state has under this urn; it is deleted later.</param>
    /// <param name="state">The resource to be.</param>
    public ImportStep(SourceEvent registration, ResourceSlot? old, ResourceState state)
    {
        _registration = registration;
        OldSlot = old;
        NewSlot = new(state);
    }

    /// <summary>Whether it was done.</summary>
    public bool IsDone { get; private set; }

    /// <inheritdoc/>
    public override StepOp Op => OldSlot is null ? StepOp.Import : StepOp.ImportReplacement;

    /// <inheritdoc/>
    public override bool IsLogical => OldSlot is null;

    /// <inheritdoc/>
    public override OperationType? Operation => OperationType.Importing;

    /// <inheritdoc/>
    public override StateChange? Change => OldHalf.Replace(OldSlot, NewSlot!);

    /// <inheritdoc/>
    public override async Task<StepResult> ApplyAsync(
        StepContext context,
        CancellationToken cancellationToken
    )
    {
        var state = NewSlot!.State;
        var timeout = state.CustomTimeouts?.Read ?? 0;
        var result = await context
            .ProviderOf(state)
            .ReadAsync(
                new(state.Urn, state.ImportId, Inputs: null, Outputs: null, timeout),
                cancellationToken
            );
        NewSlot.State = ImportedResource.Of(state, result) with
        {
            Created = context.Now,
            Modified = context.Now,
        };
        return new(result.Failure);
    }

    /// <inheritdoc/>
    public override void Complete() => IsDone = true;

    /// <inheritdoc/>
    public override void Fail() =>
        _registration.Done(new(NewSlot!.State, RegistrationOutcome.Fail));

    /// <inheritdoc/>
    public override void Skip() =>
        _registration.Done(new(NewSlot!.State, RegistrationOutcome.Skip));
}
