using Pulumi;

namespace Infra.NixHost.Outputs;

/// <summary>A precondition of the host that does not hold.</summary>
[OutputType]
public sealed class HostProblem
{
    [OutputConstructor]
    private HostProblem(string code, bool fatal, string message, string hint)
    {
        Code = code;
        Fatal = fatal;
        Message = message;
        Hint = hint;
    }

    /// <summary>Its name, such as <c>libvirt-unreachable</c>; it never changes.</summary>
    public string Code { get; }

    /// <summary>Whether nothing can be done on the host; otherwise only what the message names does not work.</summary>
    public bool Fatal { get; }

    /// <summary>What does not hold, and why that matters.</summary>
    public string Message { get; }

    /// <summary>What to do about it.</summary>
    public string Hint { get; }
}
