using System.Collections.Immutable;
using Infra.Engine.Workspace.Configuration;
using Infra.Protocol;

namespace Infra.Engine.Workspace;

/// <summary>Composes a program's configuration from the stack's settings and the project's defaults.</summary>
/// <param name="stack">The stack's short name, for messages.</param>
public sealed class StackConfigurationReader(
    Project project,
    StackSettingsFile settings,
    string stack
)
{
    /// <summary>The values by full key, the project's defaults merged in, secrets still encrypted.</summary>
    public ImmutableSortedDictionary<string, ConfigValue> Merge()
    {
        var merged = settings.Config.ToBuilder();
        foreach (var entry in project.Config.Values)
        {
            if (!merged.ContainsKey(entry.Key) && (entry.Default ?? entry.Value) is { } given)
            {
                merged[entry.Key] = given;
            }
        }

        return merged.ToImmutable();
    }

    /// <summary>The configuration for a run: checked against the project's types, secrets decrypted.</summary>
    /// <param name="decrypt">Decrypts the settings' secrets, if there are any; <c>null</c> when the settings name no provider.</param>
    /// <param name="runsProgram">Whether a program gets the configuration, so that what this engine cannot do for it is refused.</param>
    /// <param name="validates">Whether missing and ill-typed values are errors for the program; not with <c>--skip-config-validation</c>.</param>
    /// <exception cref="InfraException">Values are missing or of the wrong type (all are named), or a secret cannot be opened.</exception>
    public StackConfiguration Read(
        Func<string, string>? decrypt,
        bool runsProgram = true,
        bool validates = true
    )
    {
        var values = Merge();
        decrypt ??= _ => throw NoProvider();
        if (runsProgram)
        {
            RefuseNaming(values);
        }

        if (runsProgram && validates)
        {
            RequireAll(values);
            RequireTypes(values, decrypt);
        }

        return new(
            values.ToImmutableSortedDictionary(
                v => v.Key,
                v => ConfigText.ToText(v.Value, decrypt),
                StringComparer.Ordinal
            ),
            values
                .Where(v => v.Value.HasSecret)
                .Select(v => v.Key)
                .ToImmutableSortedSet(StringComparer.Ordinal)
        );
    }

    private InfraException NoProvider() =>
        new(
            $"{settings.FilePath} holds secrets but no 'encryptionsalt' to decrypt them with. Restore it from a backup, or set the secrets again."
        );

    // Programs for this engine name their resources; whoever leaves that to a rule runs the Pulumi CLI.
    private static void RefuseNaming(ImmutableSortedDictionary<string, ConfigValue> values)
    {
        if (values.ContainsKey("pulumi:autonaming"))
        {
            throw new InfraException(
                "The configuration pulumi:autonaming is not part of the embedded engine. Name the resources in the program and remove it from the stack's settings and Pulumi.yaml, or use the Pulumi CLI."
            );
        }
    }

    private void RequireAll(ImmutableSortedDictionary<string, ConfigValue> values)
    {
        var missing = project
            .Config.Values.Where(entry => IsOwn(entry) && !values.ContainsKey(entry.Key))
            .Select(entry => ConfigKey.Display(entry.Key, project.Name))
            .ToList();
        if (missing.Count > 0)
        {
            throw new InfraException(
                $"Stack '{stack}' is missing configuration that {Path.GetFileName(project.FilePath)} asks for: {string.Join(", ", missing)}. Set it with 'pulumi config set {missing[0]} VALUE'."
            );
        }
    }

    private void RequireTypes(
        ImmutableSortedDictionary<string, ConfigValue> values,
        Func<string, string> decrypt
    )
    {
        var faults = project
            .Config.Values.Where(entry => entry.Type is not null && values.ContainsKey(entry.Key))
            .Select(entry => Fault(entry, values[entry.Key], decrypt))
            .OfType<string>()
            .ToList();
        if (faults.Count > 0)
        {
            throw new InfraException(
                $"The configuration of stack '{stack}' does not fit {Path.GetFileName(project.FilePath)}: {string.Join("; ", faults)}. Set it with 'pulumi config set'."
            );
        }
    }

    private string? Fault(ProjectConfigEntry entry, ConfigValue value, Func<string, string> decrypt)
    {
        var name = ConfigKey.Display(entry.Key, project.Name);
        if (entry.IsSecret && !value.HasSecret)
        {
            return $"'{name}' must be a secret (config set --secret)";
        }

        // Only entries with a type are checked.
        return ConfigCheck.Fits(ConfigCheck.AsGiven(value, decrypt), entry.Type!.Value, entry.Items)
            ? null
            : $"'{name}' must be of type {ConfigCheck.Word(entry.Type.Value, entry.Items)}"
                + (value.HasSecret ? "" : $", and is {ConfigText.ToJson(value)}");
    }

    private bool IsOwn(ProjectConfigEntry entry) =>
        entry.Key.StartsWith($"{project.Name}:", StringComparison.Ordinal);
}
