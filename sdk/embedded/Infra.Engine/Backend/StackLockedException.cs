using Infra.Protocol;

namespace Infra.Engine.Backend;

/// <summary>Another run holds the lock of the stack. The message names every owner.</summary>
public sealed class StackLockedException(string message, Exception? cause = null)
    : InfraException(message, cause);
