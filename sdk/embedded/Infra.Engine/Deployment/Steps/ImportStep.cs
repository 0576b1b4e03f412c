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
    public ImportStep(Registration registration, ResourceSlot? old, ResourceState state)
        : base(registration, state) => OldSlot = old;

    public override ResourceSlot? OldSlot { get; }

    public bool IsDone { get; private set; }

    public override StepOp Op => OldSlot is null ? StepOp.Import : StepOp.ImportReplacement;

    public override bool IsLogical => OldSlot is null;

    public override OperationType? Operation => OperationType.Importing;

    public override StepChange? Change => ReplaceOld();

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
    /// <remarks>What was found is the former state.</remarks>
    public override StepMetadata Metadata => ImportedResource.Told(base.Metadata);

    public override void Complete() => IsDone = true;
}
