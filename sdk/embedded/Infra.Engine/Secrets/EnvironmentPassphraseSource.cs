using System.Text;
using Infra.Protocol;

namespace Infra.Engine.Secrets;

/// <summary>
/// Takes the passphrase from <c>PULUMI_CONFIG_PASSPHRASE</c> (an empty value is an empty passphrase), else from the file that
/// <c>PULUMI_CONFIG_PASSPHRASE_FILE</c> names, else asks the user.
/// </summary>
/// <param name="prompt">Asks the user; its argument says whether the passphrase is new. <c>null</c> when nobody can be asked.</param>
public sealed class EnvironmentPassphraseSource(
    PulumiEnvironment environment,
    Func<bool, string>? prompt
) : IPassphraseSource
{
    private const string ValueVariable = "PULUMI_CONFIG_PASSPHRASE";
    private const int MaxLength = 64 << 10;
    private const string FileVariable = "PULUMI_CONFIG_PASSPHRASE_FILE";

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
            // A pipe of the shell, as in <(pass show dev), is a good place for a passphrase; something endless is not.
            using var reader = new StreamReader(file, Encoding.UTF8);
            var text = new char[MaxLength + 1];
            var length = reader.ReadBlock(text);
            return length <= MaxLength
                ? new string(text, 0, length).Trim()
                : throw new InfraException(
                    $"{file} (named by {FileVariable}) holds more than {MaxLength} characters. Name a file that holds the passphrase alone."
                );
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
