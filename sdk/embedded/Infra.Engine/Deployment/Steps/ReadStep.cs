using Infra.Engine.Deployment.Resources;
using Infra.Engine.Events;
using Infra.Engine.Goals;
using Infra.Engine.Providers;
using Infra.Engine.State;
using Infra.Protocol.Values;

namespace Infra.Engine.Deployment.Steps;

/// <summary>Reads a resource that is managed elsewhere.</summary>
internal sealed class ReadStep : RegisteredStep
{
    private readonly bool _isReplacement;

    /// <summary>Creates the step.</summary>
    /// <param name="reading">The read to answer.</param>
    /// <param name="old">The state's resource of the same urn.</param>
    /// <param name="state">The resource to read.</param>
    /// <param name="isReplacement">Whether the old resource is another one, managed by this stack, that is deleted later.</param>
    public ReadStep(
        Registration reading,
        ResourceSlot? old,
        ResourceState state,
        bool isReplacement
    )
        : base(reading, state)
    {
        _isReplacement = isReplacement;
        OldSlot = old;
    }

    public override ResourceSlot? OldSlot { get; }

    public override StepOp Op => _isReplacement ? StepOp.ReadReplacement : StepOp.Read;

    public override bool IsLogical => !_isReplacement;

    /// <inheritdoc/>
    /// <remarks>A read is worth counting only when it found something else than the state has.</remarks>
    public override bool IsCounted =>
        IsLogical && OldSlot is { State: var old } && !old.Outputs.Equals(NewSlot.State.Outputs);

    public override OperationType? Operation => OperationType.Reading;

    public override StepChange? Change =>
        _isReplacement ? ReplaceOld() : new() { Add = NewSlot, Remove = OldSlot };

    public override async Task<StepResult> ApplyAsync(
        StepContext context,
        CancellationToken cancellationToken
    )
    {
        var state = NewSlot.State;
        if (state.Id == ProviderReference.UnknownId)
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
}
