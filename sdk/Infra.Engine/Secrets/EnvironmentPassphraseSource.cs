using Infra.Engine.Workspace;
using Infra.Protocol;

namespace Infra.Engine.Secrets;

/// <summary>
/// Takes the passphrase from <c>PULUMI_CONFIG_PASSPHRASE</c> (set to nothing counts as an empty one), else from the file that
/// <c>PULUMI_CONFIG_PASSPHRASE_FILE</c> names, else asks.
/// </summary>
/// <param name="environment">Gives the variables.</param>
/// <param name="prompt">Asks the user, told whether the passphrase is new; <c>null</c> when there is nobody to ask.</param>
public sealed class EnvironmentPassphraseSource(
    PulumiEnvironment environment,
    Func<bool, string>? prompt
) : IPassphraseSource
{
    private const string ValueVariable = "PULUMI_CONFIG_PASSPHRASE";
    private const string FileVariable = "PULUMI_CONFIG_PASSPHRASE_FILE";

    /// <inheritdoc/>
    public string GetPassphrase(bool isNew)
    {
        if (environment.Variable(ValueVariable) is { } passphrase)
        {
            return passphrase;
        }

        if (environment.Variable(FileVariable) is { Length: > 0 } file)
        {
            return Read(Path.GetFullPath(file, environment.CurrentDirectory));
        }

        return prompt?.Invoke(isNew)
            ?? throw new InfraException(
                $"The passphrase of the stack's secrets is needed, and nobody can be asked for it. Set {ValueVariable} to it (to nothing for an empty one), or {FileVariable} to a file that holds it."
            );
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InfraException(
                $"Could not read the passphrase from {file} (named by {FileVariable}): {e.Message}",
                e
            );
        }
    }
}
