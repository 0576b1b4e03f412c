using Infra.Protocol;

namespace Infra.Engine.Backend;

/// <summary>The backend has no stack of that name. The command line ends with its own exit code for this.</summary>
public sealed class StackNotFoundException : InfraException
{
    /// <summary>Creates the failure with its message.</summary>
    public StackNotFoundException(string message)
        : base(message) { }

    /// <summary>Creates the failure with its message and cause.</summary>
    public StackNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>Creates the failure without a message; prefer the others.</summary>
    public StackNotFoundException() { }
}
