using Infra.Engine.Deployment.Resources;
using Infra.Engine.Events;
using Infra.Engine.Goals;
using Infra.Engine.State;

namespace Infra.Engine.Deployment.Steps;

/// <summary>Imports an existing resource. The program's inputs are compared with it afterwards.</summary>
internal sealed class ImportStep : RegisteredStep
{
    /// <summary>Creates the step.</summary>
    /// <param name="registration">The registration to answer if the import fails.</param>
    /// <param name="old">Another resource of the same urn in the state, which is deleted later.</param>
    /// <param name="state">The new state.</param>
    public ImportStep(Registration registration, ResourceSlot? old, ResourceState state)
        : base(registration, state) => OldSlot = old;

    /// <inheritdoc/>
    public override ResourceSlot? OldSlot { get; }

    /// <summary>Whether the import is done.</summary>
    public bool IsDone { get; private set; }

    /// <inheritdoc/>
    public override StepOp Op => OldSlot is null ? StepOp.Import : StepOp.ImportReplacement;

    /// <inheritdoc/>
    public override bool IsLogical => OldSlot is null;

    /// <inheritdoc/>
    public override OperationType? Operation => OperationType.Importing;

    /// <inheritdoc/>
    public override StepChange? Change => ReplaceOld();

    /// <inheritdoc/>
    public override async Task<StepResult> ApplyAsync(
        StepContext context,
        CancellationToken cancellationToken
    )
    {
        var state = NewSlot.State;
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
}
