using Infra.Engine.Providers.Operations;

namespace Infra.Engine.Providers;

/// <summary>Manages resources. Partial failures come back in the result; every other failure is thrown.</summary>
internal interface IResourceProvider
{
    /// <summary>Completes and validates inputs.</summary>
    Task<CheckResult> CheckAsync(CheckInput input, CancellationToken cancellationToken);

    /// <summary>Says what a change of inputs means.</summary>
    Task<DiffResult> DiffAsync(DiffInput input, CancellationToken cancellationToken);

    /// <summary>Makes a resource.</summary>
    Task<OperationResult> CreateAsync(CreateInput input, CancellationToken cancellationToken);

    /// <summary>Looks a resource up; the id of the result is empty when there is none.</summary>
    Task<OperationResult> ReadAsync(ReadInput input, CancellationToken cancellationToken);

    /// <summary>Changes a resource in place.</summary>
    Task<OperationResult> UpdateAsync(UpdateInput input, CancellationToken cancellationToken);

    /// <summary>Deletes a resource.</summary>
    Task DeleteAsync(DeleteInput input, CancellationToken cancellationToken);
}
