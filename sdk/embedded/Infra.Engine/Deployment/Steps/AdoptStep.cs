using Infra.Engine.Deployment.Resources;
using Infra.Engine.Events;
using Infra.Engine.Providers;
using Infra.Engine.State;

namespace Infra.Engine.Deployment.Steps;

/// <summary>Takes a resource with an interrupted create into the state, under the id that the user gave.</summary>
internal sealed class AdoptStep : Step
{
    private readonly PendingOperation _creation;
    private readonly string _id;

    /// <summary>Creates the step.</summary>
    /// <param name="creation">The create whose result is unknown.</param>
    /// <param name="old">The state's resource of the same urn: the old one, if the create was a replacement.</param>
    public AdoptStep(PendingOperation creation, ResourceSlot? old, string id)
    {
        (_creation, _id) = (creation, id);
        OldSlot = old;
        NewSlot = new(creation.Resource);
    }

    public override ResourceSlot? OldSlot { get; }

    public override ResourceSlot NewSlot { get; }

    public override StepOp Op => OldSlot is null ? StepOp.Import : StepOp.ImportReplacement;

    public override StepChange? Change => ReplaceOld() with { Ends = _creation };

    /// <inheritdoc/>
    /// <remarks>What was found is the former state.</remarks>
    public override StepMetadata Metadata => ImportedResource.Told(base.Metadata);

    public override async Task<StepResult> ApplyAsync(
        StepContext context,
        CancellationToken cancellationToken
    )
    {
        var state = _creation.Resource;
        var timeout = state.CustomTimeouts?.Read ?? 0;
        var result = await context
            .ProviderOf(state)
            .ReadAsync(
                new(state.Urn, _id, Inputs: null, Outputs: null, timeout),
                cancellationToken
            );
        if (result.Id.Length == 0)
        {
            throw new ProviderException(
                $"The resource '{_id}' does not exist. Correct the id, or clear the interrupted creation with --clear-pending-creates."
            );
        }

        NewSlot.State = state with
        {
            Id = result.Id,
            Inputs = result.Inputs ?? state.Inputs,
            Outputs = result.Outputs,
            InitErrors = result.InitErrors,
            RefreshBeforeUpdate = result.RefreshBeforeUpdate,
            Created = context.Now,
            Modified = context.Now,
        };
        return new(result.Failure);
    }
}
