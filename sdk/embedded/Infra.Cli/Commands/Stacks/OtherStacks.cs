using Infra.Cli.Parsing;
using Infra.Engine.Backend;
using Infra.Protocol;
using Infra.Protocol.Values;

namespace Infra.Cli.Commands.Stacks;

/// <summary>Reads the outputs of other stacks in the same backend, for stack references.</summary>
internal sealed class OtherStacks(StackAccess access)
{
    /// <summary>Reads the outputs of the stack that a stack reference names.</summary>
    /// <exception cref="InfraException">The stack does not exist or cannot be read.</exception>
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
            : throw new StackNotFoundException(
                $"Stack {name} is not in {access.BackendUrl}, the backend of this project. "
                    + await AdviceAsync(stack, backend, cancellationToken)
            );
    }

    private async Task<string> AdviceAsync(
        StackReference stack,
        DiyBackend backend,
        CancellationToken cancellationToken
    )
    {
        if (await access.OtherBackendWithAsync(stack) is { } other)
        {
            return $"It is in {other}. Both projects need the same backend: set PULUMI_BACKEND_URL, or `backend.url` in both Pulumi.yaml.";
        }

        var known = await backend.ListAsync(project: null, cancellationToken);
        return Suggestions.Hint($"{stack}", known.Select(s => $"{s.Reference}"))
            + "Check its name with 'pulumi stack ls --all'. "
            + "If its project uses another backend, set PULUMI_BACKEND_URL for both.";
    }
}
