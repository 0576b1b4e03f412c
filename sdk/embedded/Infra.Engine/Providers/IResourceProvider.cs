using Infra.Engine.Providers.Operations;

namespace Infra.Engine.Providers;

/// <summary>Manages resources. A partial failure is part of the result; every other failure is thrown.</summary>
internal interface IResourceProvider
{
    /// <summary>Completes and validates inputs.</summary>
    Task<CheckResult> CheckAsync(CheckInput input, CancellationToken cancellationToken);

    /// <summary>Compares old state and new inputs.</summary>
    Task<DiffResult> DiffAsync(DiffInput input, CancellationToken cancellationToken);

    Task<OperationResult> CreateAsync(CreateInput input, CancellationToken cancellationToken);

    /// <summary>Reads a resource; the id of the result is empty when it does not exist.</summary>
    Task<OperationResult> ReadAsync(ReadInput input, CancellationToken cancellationToken);

    Task<OperationResult> UpdateAsync(UpdateInput input, CancellationToken cancellationToken);

    Task DeleteAsync(DeleteInput input, CancellationToken cancellationToken);
}
