using Infra.Engine.Deployment.Goals;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Events;
using Infra.Engine.Providers;
using Infra.Engine.State;
using Infra.Protocol.Values;

namespace Infra.Engine.Deployment.Steps;

/// <summary>Looks up a resource that somebody else manages.</summary>
internal sealed class ReadStep : Step
{
    private readonly SourceEvent _reading;
    private readonly bool _isReplacement;

    /// <summary>Creates the step.</summary>
    /// <param name="reading">Whom to answer.</param>
    /// <param name="old">What the state knows under that urn.</param>
    /// <param name="state">The resource to look up.</param>
    /// <param name="isReplacement">Whether the old one is another resource, managed here, that is deleted later.</param>
    public ReadStep(SourceEvent reading, ResourceSlot? old, ResourceState state, bool isReplacement)
    {
        _reading = reading;
        _isReplacement = isReplacement;
        OldSlot = old;
        NewSlot = new(state);
    }

    /// <inheritdoc/>
    public override StepOp Op => _isReplacement ? StepOp.ReadReplacement : StepOp.Read;

    /// <inheritdoc/>
    public override bool IsLogical => !_isReplacement;

    /// <inheritdoc/>
    public override OperationType? Operation => OperationType.Reading;

    /// <inheritdoc/>
    public override StateChange? Change =>
        _isReplacement
            ? OldHalf.Replace(OldSlot, NewSlot!)
            : new() { Add = NewSlot, Remove = OldSlot };

    /// <inheritdoc/>
    public override async Task<StepResult> ApplyAsync(
        StepContext context,
        CancellationToken cancellationToken
    )
    {
        var state = NewSlot!.State;
        if (string.Equals(state.Id, ProviderReference.UnknownId, StringComparison.Ordinal))
        {
            NewSlot.State = state with { Outputs = PropertyMap.Empty };
            return StepResult.Success;
        }

        var result = await context
            .ProviderOf(state)
            .ReadAsync(
                new(state.Urn, state.Id, state.Inputs, state.Inputs, Timeout: 0),
                cancellationToken
            );
        if (result.Id.Length == 0)
        {
            throw new ProviderException($"The resource '{state.Id}' does not exist.");
        }

        var old = OldSlot?.State;
        var changed =
            old is null || !old.Inputs.Equals(state.Inputs) || !old.Outputs.Equals(result.Outputs);
        NewSlot.State = state with
        {
            Id = result.Id,
            Outputs = result.Outputs,
            InitErrors = result.InitErrors,
            Created = old?.Created,
            Modified = old is not null && changed ? context.Now : old?.Modified,
        };
        return new(result.Failure);
    }

    /// <inheritdoc/>
    public override void Complete() => _reading.Done(new(NewSlot!.State));

    /// <inheritdoc/>
    public override void Fail() => _reading.Done(new(NewSlot!.State, RegistrationOutcome.Fail));

    /// <inheritdoc/>
    public override void Skip() => _reading.Done(new(NewSlot!.State, RegistrationOutcome.Skip));
}
