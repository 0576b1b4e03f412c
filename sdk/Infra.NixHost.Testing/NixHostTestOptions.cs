namespace Infra.NixHost.Testing;

/// <summary>The settings of a run in a unit test.</summary>
public sealed class NixHostTestOptions
{
    /// <summary>
    /// The host, which also keeps the states of its stacks: a second run on the same host is compared with the first. Default: a new one for
    /// the run.
    /// </summary>
    public TestHost? Host { get; init; }

    /// <summary>
    /// The hosts behind ssh by their addresses, as the program's resources <c>Host</c> name them: <c>ssh://root@attic.lan</c>. Each keeps what is
    /// made on it, and the state is that of <see cref="Host"/>. Default: none.
    /// </summary>
    public IDictionary<string, TestHost> Hosts { get; init; } =
        new Dictionary<string, TestHost>(StringComparer.Ordinal);

    /// <summary>
    /// The program's directory, where relative paths of inputs begin. A relative one is looked for in the working directory and in each
    /// directory above it, so that <c>stack</c> is found from a test's build output. Default: the working directory.
    /// </summary>
    public string Directory { get; init; } = ".";

    /// <summary>The project's name. Default: <c>project</c>.</summary>
    public string Project { get; init; } = "project";

    /// <summary>The stack's name. Default: <c>stack</c>.</summary>
    public string Stack { get; init; } = "stack";

    /// <summary>The organization's name. Default: <c>organization</c>.</summary>
    public string Organization { get; init; } = "organization";

    /// <summary>
    /// The configuration: a key of the project, or one with a namespace as <c>nixhost:imageDirectory</c>, and a text, which is JSON for lists and
    /// objects. Default: empty.
    /// </summary>
    public IDictionary<string, string> Config { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// The outputs of the stacks that the program refers to, by the name in its <c>StackReference</c>. Values are <c>bool</c>, numbers,
    /// <c>string</c>, lists and dictionaries. Default: none.
    /// </summary>
    public IDictionary<
        string,
        IReadOnlyDictionary<string, object?>
    > StackReferences { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, object?>>(StringComparer.Ordinal);

    /// <summary>
    /// Gives the outputs of a resource of another provider; what it leaves out is unknown in a preview. Default: the inputs.
    /// </summary>
    public Func<OtherResource, IReadOnlyDictionary<string, object?>>? OtherResources { get; init; }

    /// <summary>Gives the results of another provider's function. Default: such a call fails.</summary>
    public Func<OtherFunction, IReadOnlyDictionary<string, object?>>? OtherFunctions { get; init; }
}
