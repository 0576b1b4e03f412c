using Infra.Protocol;

namespace Infra.Engine.Backend;

/// <summary>The backend has no stack of that name. The command line ends with its own exit code for this.</summary>
public sealed class StackNotFoundException(string message, Exception? cause = null)
    : InfraException(message, cause);
