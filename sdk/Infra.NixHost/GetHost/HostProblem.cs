using Pulumi;

namespace Infra.NixHost.Outputs;

/// <summary>A precondition that the host does not meet.</summary>
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

    /// <summary>The stable code of the problem, such as <c>libvirt-unreachable</c>.</summary>
    public string Code { get; }

    /// <summary>Whether nothing works on the host. Otherwise only the feature in the message does not work.</summary>
    public bool Fatal { get; }

    /// <summary>The problem and its consequence.</summary>
    public string Message { get; }

    /// <summary>The way to fix it.</summary>
    public string Hint { get; }
}
