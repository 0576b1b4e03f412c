using Infra.Protocol;
using Infra.Protocol.Values;

namespace Infra.Cli.Commands.Stacks;

/// <summary>What a program reads of other stacks of the same backend.</summary>
internal sealed class OtherStacks(StackAccess access)
{
    /// <summary>The outputs of a stack, by a name as a stack reference has it.</summary>
    /// <exception cref="InfraException">There is no such stack, or it cannot be read.</exception>
    public async Task<PropertyMap> ReadOutputsAsync(
        string name,
        CancellationToken cancellationToken
    )
    {
        var stack = access.Parse(name);
        var backend = await access.BackendAsync();
        return backend.Exists(stack)
            ? new StackOutputText(
                await backend.LoadAsync(stack, cancellationToken),
                showSecrets: false
            ).Values
            : throw access.NotFound(stack);
    }
}
