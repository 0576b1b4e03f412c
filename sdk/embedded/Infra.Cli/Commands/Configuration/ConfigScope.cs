using Infra.Engine.Backend;
using Infra.Engine.Workspace.Configuration;

namespace Infra.Cli.Commands.Configuration;

/// <summary>The configuration of one stack.</summary>
internal sealed record ConfigScope(
    StackAccess Access,
    StackReference Stack,
    StackConfigAccess Config
)
{
    /// <summary>Encrypts a text as a secret of the stack.</summary>
    public async Task<ConfigValue> EncryptAsync(string text) =>
        new ConfigValue.Secure((await Access.RequireProviderAsync(Config, Stack)).Encrypt(text));
}
