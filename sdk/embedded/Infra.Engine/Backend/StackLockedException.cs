using Infra.Protocol;

namespace Infra.Engine.Backend;

/// <summary>Another run holds the lock of the stack. The message names every owner.</summary>
public sealed class StackLockedException : InfraException
{
    /// <summary>Creates the failure with its message.</summary>
    public StackLockedException(string message)
        : base(message) { }

    /// <summary>Creates the failure with its message and cause.</summary>
    public StackLockedException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>Creates the failure without a message; prefer the others.</summary>
    public StackLockedException() { }
}
