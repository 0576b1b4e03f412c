using Infra.Protocol;

namespace Infra.Engine.State.Checkpoints;

/// <summary>A state is malformed; the caller that knows the file adds its name.</summary>
internal class StateFormatException(string message, Exception? cause = null)
    : InfraException(message, cause);
