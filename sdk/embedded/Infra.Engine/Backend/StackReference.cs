using System.Text.RegularExpressions;
using Infra.Protocol;

namespace Infra.Engine.Backend;

/// <summary>Names a stack: <c>organization/PROJECT/STACK</c>. The organization of file backends is always <c>organization</c>.</summary>
/// <param name="Name">The stack's short name.</param>
public sealed partial record StackReference(string Project, string Name)
{
    public const string Organization = "organization";

    /// <summary>All three parts, as a checkpoint holds them.</summary>
    public string FullName => $"{Organization}/{Project}/{Name}";

    /// <summary>Reads <c>dev</c>, <c>organization/dev</c> or <c>organization/PROJECT/dev</c>.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="project">The project of texts that name none; <c>null</c> outside of a project.</param>
    /// <exception cref="InfraException">The name is not valid, or no project is named or known.</exception>
    public static StackReference Parse(string text, string? project)
    {
        var parts = text.Split('/');
        var (named, name) = parts switch
        {
            [var stack] => (null, stack),
            [Organization, var stack] => (null, stack),
            [Organization, var given, var stack] => (given, stack),
            [var other, ..] when parts.Length <= 3 => throw new InfraException(
                $"The stack name '{text}' names the organization '{other}'; a file backend has only '{Organization}'. Leave it out, or write {Organization}/PROJECT/STACK."
            ),
            _ => throw new InfraException(
                $"'{text}' is not a stack name: it has too many parts. Write STACK or {Organization}/PROJECT/STACK."
            ),
        };
        return new(
            Valid(
                named
                    ?? project
                    ?? throw new InfraException(
                        $"The stack name '{text}' names no project and there is no Pulumi.yaml here. Write {Organization}/PROJECT/STACK, or go to the project's folder."
                    ),
                "project"
            ),
            Valid(name, "stack")
        );
    }

    public override string ToString() => FullName;

    private static string Valid(string name, string what) =>
        Names().IsMatch(name) && name is not ("." or "..")
            ? name
            : throw new InfraException(
                $"'{name}' is not a {what} name: it may hold up to 100 letters, digits, hyphens, underscores and periods."
            );

    [GeneratedRegex(@"\A[A-Za-z0-9_.-]{1,100}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Names();
}
